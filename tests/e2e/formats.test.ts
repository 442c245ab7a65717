import type { Member } from 'discord-playground';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../src/engine/pcm.ts';
import { type AudioFormat, encodeAudio } from '../helpers/encode-audio.ts';
import { samplePath } from '../helpers/samples.ts';
import { answer, ranking, startWorld, type World } from './world.ts';

/** Sounds to add, one in each common format, and the format and bit rate of the copy that a search uses as query. */
const SOUNDS: readonly [label: string, file: string, format: AudioFormat, copy: AudioFormat, bitrate: string][] = [
  ['loop_amen', 'beat.wav', 'wav', 'mp3', '128k'],
  ['guit_e_fifths', 'guitar.mp3', 'mp3', 'opus', '96k'],
  ['ambi_choir', 'voice-message.ogg', 'opus', 'mp3', '96k'],
  ['bass_trance_c', 'bass.m4a', 'm4a-moov-last', 'm4a', '128k'],
  ['tabla_ghe1', 'tabla.flac', 'flac', 'ogg', '96k'],
  ['drum_cowbell', 'clip.mp4', 'mp4-video', 'mp3', '128k'],
];

let world: World;
let ada: Member;
const pcm = new Map<string, Float32Array>();

beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  for (const [label] of SOUNDS) {
    const decoded = await decodeAudio(samplePath(label), {
      decoder: 'wasm',
      withClap: true,
      maxSeconds: 600,
      timeoutMs: 30_000,
    });
    if (decoded.clap) pcm.set(label, decoded.clap);
  }
});
afterAll(() => world.close());

function encode(label: string, format: AudioFormat, bitrate?: string): Promise<Uint8Array> {
  return encodeAudio(pcm.get(label) ?? new Float32Array(), CLAP_RATE, format, bitrate === undefined ? {} : { bitrate });
}

test.each(SOUNDS)('/add accepts %s as %s', async (label, file, format) => {
  const audio = ada.upload(file, await encode(label, format));
  const message = await answer(ada.slash('add', { audio, label }));
  expect(message.embeds[0]).toMatchObject({
    title: '✅ Added',
    description: expect.stringContaining(label.replaceAll('_', '\\_')),
  });
  expect(message.attachments, 'the sound can be played where it was added').toHaveLength(1);
});

test.each(SOUNDS)('/search finds %s first by a re-encoded copy', async (label, _file, _format, copy, bitrate) => {
  const audio = ada.upload(`copy.${copy}`, await encode(label, copy, bitrate));
  const [first, second] = ranking(await answer(ada.slash('search', { audio, top: 6 })));
  expect(first?.label).toBe(label);
  expect(first?.score).toBeGreaterThanOrEqual(0.95);
  expect(second?.score).toBeLessThan(first?.score ?? 0);
});

test('the bot sent nothing that Discord would reject', () => {
  expect(world.playground.violations).toEqual([]);
});
