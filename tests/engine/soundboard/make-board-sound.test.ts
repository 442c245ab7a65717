import { describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { makeBoardSound } from '../../../src/engine/soundboard/make-board-sound.ts';
import { noise, sine } from '../../helpers/signals.ts';

const DECODING = { decoder: 'wasm', withClap: true, withLevels: true, maxSeconds: 60, timeoutMs: 60_000 } as const;
const decoded = (audio: Uint8Array) => decodeAudio(audio, DECODING);
const cut = (samples: Float32Array, targetLufs = -20, start?: number) =>
  makeBoardSound(samples, { targetLufs, start, timeoutMs: 60_000 });

/** Returns noise that falls off at once, as a hit does: peaks at `peak`, 60 dB less after `seconds`. */
const hit = (seconds: number, peak: number) =>
  noise(CLAP_RATE, seconds, 1).map((sample, i) => peak * sample * 10 ** (-3 * (i / (seconds * CLAP_RATE))));

describe('the sound for a soundboard', () => {
  test.each([
    ['a steady tone of six seconds', sine(440, 6, CLAP_RATE, 0.05)],
    ['noise at full scale', noise(CLAP_RATE, 3, 1)],
    ['a hit of 60 ms', hit(0.06, 0.9)],
    ['a quiet hit', hit(0.3, 0.01)],
    ['a low tone of 40 Hz', sine(40, 1, CLAP_RATE, 0.9)],
  ])('made of %s fits Discord, has the target loudness and room above its peaks', async (_, samples) => {
    const { audio, seconds, lufs, truePeakDb } = await cut(samples);
    const { clap, levels } = await decoded(audio);
    expect(audio.length).toBeLessThan(512_000);
    expect((clap?.length ?? 0) / CLAP_RATE).toBeCloseTo(seconds, 2);
    expect(seconds).toBeLessThanOrEqual(5.2);
    expect(levels).toMatchObject({ lufs, truePeakDb });
    expect(Math.abs((lufs ?? 0) + 20)).toBeLessThan(0.5);
    expect(truePeakDb).toBeLessThanOrEqual(-1);
  });

  test('begins and ends without a click, although the cut is in the middle of a tone', async () => {
    const { audio } = await cut(sine(440, 6, CLAP_RATE, 0.5));
    const { clap } = await decoded(audio);
    const ends = [...(clap ?? []).slice(0, 5), ...(clap ?? []).slice(-5)];
    expect(Math.max(...ends.map(Math.abs))).toBeLessThan(0.01);
  });

  test('can be louder than its peaks allow: the limiter lowers single peaks, not the whole', async () => {
    const tone = sine(440, 2, CLAP_RATE, 0.05);
    tone[CLAP_RATE] = 0.9;
    const { lufs, truePeakDb } = await cut(tone, -16);
    expect(Math.abs((lufs ?? 0) + 16)).toBeLessThan(0.5);
    expect(truePeakDb).toBeLessThanOrEqual(-1);
  });

  test('of silence is silence', async () => {
    expect(await cut(new Float32Array(CLAP_RATE))).toMatchObject({ lufs: null, seconds: 0.5 });
  });

  test('begins where the member wants it to', async () => {
    expect(await cut(sine(440, 6, CLAP_RATE), -20, 4.25)).toMatchObject({ start: 4.25, sourceSeconds: 6 });
    expect((await cut(sine(440, 2, CLAP_RATE), -20, 99)).start).toBeCloseTo(1.5, 2);
  });
});
