import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { createEngine, type Engine } from '../../../src/engine/index.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { TARGET_LUFS } from '../../../src/engine/playback/level-sound.ts';
import { loudnessOf } from '../../../src/engine/playback/loudness.ts';
import { previewWaveform } from '../../../src/engine/playback/preview-waveform.ts';
import { playsInBrowsers } from '../../../src/engine/plays-in-browsers.ts';
import { formatOf } from '../../../src/engine/recognize-format.ts';
import { type AudioFormat, encodeAudio } from '../../helpers/encode-audio.ts';
import { samplePath } from '../../helpers/samples.ts';
import { noise, sine, toneFile, wav } from '../../helpers/signals.ts';

const MIB = 2 ** 20;

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
});
afterAll(() => engine.close());

async function decoded(audio: Uint8Array): Promise<Float32Array> {
  const options = { decoder: 'wasm', withClap: true, maxSeconds: 600, timeoutMs: 30_000 } as const;
  return (await decodeAudio(audio, options)).clap ?? new Float32Array();
}

describe('a copy for playing', () => {
  test('is Ogg Opus of the same length, with its sound', async () => {
    const { audio, seconds, isShortened, waveform } = await engine.copy({
      source: toneFile(440, 3),
      maxBytes: MIB,
      isLeveled: false,
    });
    expect(formatOf(audio)?.name).toBe('Ogg');
    expect(Buffer.from(audio).includes('OpusHead')).toBe(true);
    expect([seconds, isShortened]).toEqual([3, false]);
    expect(Buffer.from(waveform, 'base64')).toHaveLength(30);
    const samples = await decoded(audio);
    expect(samples.length / CLAP_RATE).toBeCloseTo(3, 1);
    expect(Math.hypot(...samples.subarray(CLAP_RATE, 2 * CLAP_RATE)) / Math.sqrt(CLAP_RATE)).toBeCloseTo(0.354, 1);
  });

  test.each([MIB, 60_000, 20_000, 5000])('is never larger than %s bytes', async (maxBytes) => {
    const copy = await engine.copy({ source: wav(noise(CLAP_RATE, 10, 0.5), CLAP_RATE), maxBytes, isLeveled: false });
    expect(copy.audio.length).toBeLessThanOrEqual(maxBytes);
    // At 24 kbit/s, ten seconds take 30 kB.
    expect(copy.isShortened).toBe(maxBytes < 30_000);
    expect((await decoded(copy.audio)).length / CLAP_RATE).toBeCloseTo(copy.seconds, 1);
    expect(copy.seconds).toBeGreaterThan(maxBytes < 30_000 ? maxBytes / 6000 : 9.99);
  });

  test('of a stereo file with opposite channels is not silent', async () => {
    const left = sine(300, 1, CLAP_RATE);
    const file = await encodeAudio([left, left.map((sample) => -sample)], CLAP_RATE, 'flac');
    const { audio } = await engine.copy({ source: file, maxBytes: MIB, isLeveled: false });
    expect(loudnessOf(await decoded(audio))).toBeGreaterThan(-20);
  });

  test.each(['loop_amen', 'ambi_piano'])('of %s can have the common loudness, below full scale', async (name) => {
    const { audio } = await engine.copy({ source: samplePath(name), maxBytes: MIB, isLeveled: true });
    const samples = await decoded(audio);
    expect(loudnessOf(samples)).toBeGreaterThan(TARGET_LUFS - 3);
    expect(loudnessOf(samples)).toBeLessThan(TARGET_LUFS + 0.5);
  });

  test('of a file that is not audio is refused', async () => {
    const copy = engine.copy({ source: Buffer.from('no audio'), maxBytes: MIB, isLeveled: false });
    await expect(copy).rejects.toMatchObject({ name: 'UserError', kind: 'not-audio' });
  });
});

test('the waveform of a sound has the peak of each part, at most 256', () => {
  const part = CLAP_RATE / 10;
  const swelling = Float32Array.from({ length: 8 * part }, (_, i) => Math.ceil((i + 1) / part) / 8);
  const points = [...Buffer.from(previewWaveform(swelling), 'base64')];
  expect(points).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((eighth) => Math.round((255 * eighth) / 8)));
  expect(Buffer.from(previewWaveform(sine(440, 60, CLAP_RATE)), 'base64')).toHaveLength(256);
  expect(Buffer.from(previewWaveform(new Float32Array(10)), 'base64')).toHaveLength(1);
});

describe('browsers', () => {
  const files: readonly [extension: string, format: AudioFormat, isPlayed: boolean][] = [
    ['wav', 'wav', true],
    ['mp3', 'mp3', true],
    ['ogg', 'ogg', true],
    ['ogg', 'opus', true],
    ['m4a', 'm4a', true],
    ['mp4', 'mp4-video', true],
    ['flac', 'flac', true],
    ['m4a', 'alac', false],
    ['aiff', 'aiff', false],
    ['aac', 'aac', false],
    ['wma', 'wma', false],
    ['mkv', 'mkv', false],
    ['mp3', 'aiff', false],
    ['bin', 'mp3', false],
  ];
  test.each(files)('play a file *.%s with %s: %s', async (extension, format, isPlayed) => {
    const audio = await encodeAudio(sine(440, 0.5, 44_100), 44_100, format);
    expect(playsInBrowsers(audio, extension)).toBe(isPlayed);
  });
});
