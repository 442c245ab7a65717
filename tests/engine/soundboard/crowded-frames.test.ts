import { expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { crowdedFrames } from '../../../src/engine/soundboard/crowded-frames.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';
import { noise, sine } from '../../helpers/signals.ts';

const DECODING = { decoder: 'wasm', withClap: true, maxSeconds: 60, timeoutMs: 60_000 } as const;
const clipped = (samples: Float32Array) => samples.map((sample) => Math.max(-1, Math.min(1, 4 * sample)));

test('a sine and noise at full scale have no crowded frames', () => {
  expect(crowdedFrames(sine(440, 1, CLAP_RATE, 1))).toBe(0);
  expect(crowdedFrames(noise(CLAP_RATE, 1, 1))).toBe(0);
});

test.each(['mp3', 'opus'] as const)('a clipped sine stays crowded as %s', async (format) => {
  const file = await encodeAudio(clipped(sine(440, 1, CLAP_RATE, 1)), CLAP_RATE, format, { bitrate: '96k' });
  const { clap } = await decodeAudio(file, DECODING);
  expect(crowdedFrames(clap ?? new Float32Array())).toBeGreaterThan(40);
});

test('a clipped sound that is turned down is no louder than others, and does not count', () => {
  expect(crowdedFrames(clipped(sine(440, 1, CLAP_RATE, 1)).map((sample) => sample / 2))).toBe(0);
});
