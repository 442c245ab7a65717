import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { encodePeaks, fingerprintOf, peaksOf } from '../../../src/engine/recordings/fingerprint.ts';
import { BANDS } from '../../../src/engine/recordings/peaks.ts';
import { noise, silence } from '../../helpers/signals.ts';

const byte = fc.integer({ min: 0, max: 255 });

test('peaks are the same after they are encoded and decoded', () => {
  const peak = fc.tuple(fc.nat(60_000), byte);
  const sound = fc.tuple(fc.array(byte, { minLength: BANDS, maxLength: BANDS }), fc.array(peak));
  fc.assert(
    fc.property(sound, ([bands, unsorted]) => {
      const found = unsorted.sort(([x], [y]) => x - y);
      const peaks = {
        bands: Uint8Array.from(bands),
        first: found[0]?.[0] ?? 0,
        last: found.at(-1)?.[0] ?? 0,
        frames: Uint32Array.from(found, ([frame]) => frame),
        bins: Uint8Array.from(found, ([, bin]) => bin),
      };
      const data = encodePeaks(peaks, Number.POSITIVE_INFINITY);
      expect(peaksOf({ version: '1', seconds: 1, data })).toEqual(peaks);
    }),
  );
});

test('damaged bytes give peaks without an error, in order and within the sound', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (data) => {
      const { frames, bins, last } = peaksOf({ version: '1', seconds: 1, data });
      expect(frames.length).toBe(bins.length);
      expect(Array.from(frames)).toEqual(Array.from(frames).sort((x, y) => x - y));
      expect(frames.every((frame) => frame <= last)).toBe(true);
    }),
  );
});

test('a fingerprint takes at most 300 bytes per second, even of noise', () => {
  for (const seconds of [0.1, 0.3, 1, 5]) {
    const { data } = fingerprintOf(noise(FEATURE_RATE, seconds));
    expect(data.length).toBeLessThanOrEqual(300 * seconds);
  }
});

test('silence has no peaks', () => {
  expect(peaksOf(fingerprintOf(silence(FEATURE_RATE))).frames).toHaveLength(0);
});

test('gain does not change the peaks', () => {
  const sound = noise(FEATURE_RATE, 2, 0.5);
  expect(fingerprintOf(sound.map((x) => x / 8)).data).toEqual(fingerprintOf(sound).data);
});
