import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { CLAP_RATE, FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { AUDIO_FORMATS, encodeAudio } from '../../helpers/encode-audio.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { decoders, nativeFfmpeg } from './decoders.ts';

const SECONDS = 1.5;

function sine(rate: number, amplitude: number, seconds = SECONDS): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, i) => amplitude * Math.sin((2 * Math.PI * 441 * i) / rate));
}

/** Returns the RMS of the middle half of the samples, because encoders add padding at both ends. */
function level(samples: Float32Array): number {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
}

describe.each(decoders)('decoding with $decoder', (options) => {
  describe.each(AUDIO_FORMATS)('%s', (format) => {
    it('keeps the length and the level of a sine, at both rates', async () => {
      const file = await encodeAudio(sine(44_100, 0.5), 44_100, format, { bitrate: '128k' });
      const pcm = await decodeAudio(file, { ...options, withClap: true });
      // The decoded sound may be longer than the original, because some encoders pad it by one or two frames.
      expect(pcm.seconds).toBeGreaterThan(SECONDS - 0.03);
      expect(pcm.seconds).toBeLessThan(SECONDS + 0.06);
      expect(pcm.feature.length / FEATURE_RATE).toBe(pcm.seconds);
      expect((pcm.clap?.length ?? 0) / CLAP_RATE).toBeCloseTo(pcm.seconds, 3);
      for (const samples of [pcm.feature, pcm.clap ?? new Float32Array()]) {
        expect(level(samples)).toBeGreaterThan((0.5 / Math.SQRT2) * 0.94);
        expect(level(samples)).toBeLessThan((0.5 / Math.SQRT2) * 1.06);
      }
    });

    it('gives a stereo file with equal channels the level of the mono file', async () => {
      const mono = await encodeAudio(sine(44_100, 0.5), 44_100, format, { bitrate: '128k' });
      const stereo = await encodeAudio(sine(44_100, 0.5), 44_100, format, { bitrate: '192k', channels: 2 });
      const [one, two] = await Promise.all(
        [mono, stereo].map((file) => decodeAudio(file, { ...options, withClap: false })),
      );
      const ratio = level(two?.feature ?? new Float32Array()) / level(one?.feature ?? new Float32Array());
      // The ratio is 1 if mono is the mean of the channels. It would be 2 for their sum and 1.41 for ffmpeg's default
      // downmix. The tolerance of 3 % is for the MP3 encoder LAME, which changes the level by 2 %.
      expect(ratio).toBeGreaterThan(0.97);
      expect(ratio).toBeLessThan(1.03);
    });
  });

  it('gives equal channels the same bits as one channel, in a lossless format', async () => {
    const decoded = await Promise.all(
      [1, 2].map(async (channels) =>
        decodeAudio(await encodeAudio(sine(44_100, 0.5), 44_100, 'flac', { channels }), { ...options, withClap: true }),
      ),
    );
    expect(decoded[1]).toEqual(decoded[0]);
  });

  it('makes mono the mean of the channels', async () => {
    const silence = new Float32Array(44_100);
    const file = await encodeAudio([sine(44_100, 0.8, 1), silence], 44_100, 'wav-f32');
    const pcm = await decodeAudio(file, { ...options, withClap: true });
    expect(level(pcm.feature)).toBeCloseTo(0.4 / Math.SQRT2, 4);
    expect(level(pcm.clap ?? silence)).toBeCloseTo(0.4 / Math.SQRT2, 4);
  });

  it('puts an event at the same time at both rates', async () => {
    const samples = new Float32Array(44_100);
    samples.set(sine(44_100, 0.9, 0.1), 22_050);
    const pcm = await decodeAudio(await encodeAudio(samples, 44_100, 'flac'), { ...options, withClap: true });
    const onset = (samples: Float32Array) => samples.findIndex((sample) => Math.abs(sample) > 0.1);
    expect(onset(pcm.feature) / FEATURE_RATE).toBeCloseTo(0.5, 2);
    expect(onset(pcm.clap ?? samples) / CLAP_RATE).toBeCloseTo(onset(pcm.feature) / FEATURE_RATE, 3);
  });

  it('gives a sine the same samples whether the file is at 48 or at 44.1 kHz', async () => {
    const [a, b] = await Promise.all(
      [44_100, 48_000].map(async (rate) =>
        decodeAudio(await encodeAudio(sine(rate, 0.5), rate, 'wav'), { ...options, withClap: false }),
      ),
    );
    expect(a?.seconds).toBe(b?.seconds);
    const difference = a?.feature.map((sample, i) => sample - (b?.feature[i] ?? 0));
    expect(level(difference ?? new Float32Array([1]))).toBeLessThan(1e-3);
  });

  it('starts an abrupt sound with the same samples as after silence', async () => {
    const abrupt = Float32Array.from({ length: 44_100 }, (_, i) => 0.5 * Math.cos((2 * Math.PI * 441 * i) / 44_100));
    const later = new Float32Array(2 * 44_100);
    later.set(abrupt, 44_100);
    const [alone, within] = await Promise.all(
      [abrupt, later].map(async (samples) =>
        decodeAudio(await encodeAudio(samples, 44_100, 'wav-f32'), { ...options, withClap: false }),
      ),
    );
    expect(alone?.seconds).toBe(1);
    const difference = alone?.feature.map((sample, i) => sample - (within?.feature[FEATURE_RATE + i] ?? 0)) ?? [1];
    expect(Math.max(...difference.map(Math.abs))).toBeLessThan(1e-6);
  });

  it('replaces non-finite samples by 0 and keeps samples above full scale', async () => {
    const samples = Float32Array.from({ length: 22_050 }, (_, i) => (i % 100 === 0 ? Number.NaN : 2));
    samples[50] = Number.POSITIVE_INFINITY;
    const pcm = await decodeAudio(await encodeAudio(samples, 22_050, 'wav-f32'), { ...options, withClap: true });
    expect(pcm.feature.every(Number.isFinite)).toBe(true);
    expect(pcm.clap?.every(Number.isFinite)).toBe(true);
    expect(pcm.feature[75]).toBe(2);
  });

  it('reads a file by its path, whatever its name', async () => {
    const folder = await temporaryFolder();
    const bytes = await encodeAudio(sine(44_100, 0.5, 0.5), 44_100, 'wav');
    const fromBytes = await decodeAudio(bytes, { ...options, withClap: false });
    for (const name of ['sound.wav', "it's %d $(a) “sound”.mp3", 'list.m3u8', '-i', 'picture%03d.png', 'a:b.ass']) {
      await writeFile(path.join(folder, name), bytes);
      const pcm = await decodeAudio(path.join(folder, name), { ...options, withClap: false });
      expect(Buffer.from(pcm.feature.buffer).equals(Buffer.from(fromBytes.feature.buffer)), name).toBe(true);
    }
    await expect(decodeAudio(folder, { ...options, withClap: false })).rejects.toHaveProperty('kind', 'not-found');
    const missing = decodeAudio(path.join(folder, 'missing.wav'), { ...options, withClap: false });
    await expect(missing).rejects.toHaveProperty('kind', 'not-found');
  });

  it('gives the same bits for the same bytes', async () => {
    const file = await encodeAudio(sine(44_100, 0.5), 44_100, 'mp3');
    const [a, b] = [
      await decodeAudio(file, { ...options, withClap: true }),
      await decodeAudio(file, { ...options, withClap: true }),
    ];
    expect(a).toEqual(b);
  });
});

describe.runIf(nativeFfmpeg)('native and WebAssembly', () => {
  it.each(['mp3', 'ogg', 'opus', 'm4a', 'flac', 'wma'] as const)(
    'decode %s to the same samples: cosine within 1e-6',
    async (format) => {
      const channels = [300, 451].map((pitch) =>
        Float32Array.from({ length: 88_200 }, (_, i) => 0.5 * Math.sin((i / 44_100) * (pitch + i / 40))),
      );
      const file = await encodeAudio(channels, 44_100, format);
      const [a, b] = await Promise.all(decoders.map((options) => decodeAudio(file, { ...options, withClap: true })));
      expect(cosine(a?.feature, b?.feature)).toBeGreaterThan(1 - 1e-6);
      expect(cosine(a?.clap, b?.clap)).toBeGreaterThan(1 - 1e-6);
    },
  );

  function cosine(a?: Float32Array | null, b?: Float32Array | null): number {
    if (!a || !b || a.length !== b.length) return 0;
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }
});
