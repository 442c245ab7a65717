import { describe, expect, test } from 'vitest';
import { WAVEFORM_RATE } from '../../../src/engine/recordings/align-waveforms.ts';
import { findPart } from '../../../src/engine/recordings/find-part.ts';
import { noise } from '../../helpers/signals.ts';

/** Returns noise that falls by 87 dB a second. */
const hit = (seed: number) => noise(WAVEFORM_RATE, 1, 0.5, seed).map((x, i) => x * Math.exp((-10 * i) / WAVEFORM_RATE));

describe('the place of a part in a sound', () => {
  test.each([
    ['its start', 0, 4000],
    ['its middle', 3000, 5000],
    ['its end, 47 dB below its start', 6000, WAVEFORM_RATE],
  ])('is found if the part is %s', (_, from, to) => {
    const [found] = findPart(hit(1), hit(1).slice(from, to));
    expect(found?.lag).toBe(from);
    expect(found?.correlation).toBeCloseTo(1, 4);
  });

  test('may be some milliseconds before the sound, if a codec added silence to the part', () => {
    const padded = Float32Array.from([...new Float32Array(200), ...hit(1).slice(0, 4000)]);
    expect(findPart(hit(1), padded).map(({ lag }) => lag)).toEqual([-200, -200]);
  });

  test('is found by the differences of the samples if a codec removed an offset', () => {
    const shifted = hit(1).map((x) => x + 0.5);
    const [, found] = findPart(shifted, hit(1).slice(3000, 5000));
    expect(found?.lag).toBe(3000);
  });

  test('correlates little if it is another sound', () => {
    for (const { correlation } of findPart(hit(1), hit(2).slice(4000))) expect(correlation).toBeLessThan(0.2);
  });

  test('has fades, so that nothing clicks at its ends', () => {
    const pieces = findPart(hit(1), hit(1).slice(3000, 5000))[0]?.pieces ?? [];
    for (const piece of pieces) {
      expect(Math.abs(piece[0] ?? 1)).toBeLessThan(1e-4);
      expect(Math.abs(piece.at(-1) ?? 1)).toBeLessThan(1e-4);
    }
    expect(pieces[0]).toEqual(pieces[1]);
  });

  test('is nowhere if the part is longer than the sound', () => {
    expect(findPart(hit(1), new Float32Array(2 * WAVEFORM_RATE))).toEqual([]);
  });
});
