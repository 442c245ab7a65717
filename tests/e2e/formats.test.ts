import { expect } from 'vitest';
import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../src/engine/pcm.ts';
import { type AudioFormat, encodeAudio } from '../helpers/encode-audio.ts';
import { samplePath } from '../helpers/samples.ts';
import { answer } from './reply.ts';
import { testInOneGuild } from './test.ts';

/** Sounds to add, one in each common format, and the format and bit rate of the copy that a search uses as query. */
const SOUNDS: readonly [label: string, file: string, format: AudioFormat, copy: AudioFormat, bitrate: string][] = [
  ['loop_amen', 'beat.wav', 'wav', 'mp3', '128k'],
  ['guit_e_fifths', 'guitar.mp3', 'mp3', 'opus', '96k'],
  ['ambi_choir', 'voice-message.ogg', 'opus', 'mp3', '96k'],
  ['bass_trance_c', 'bass.m4a', 'm4a-moov-last', 'm4a', '128k'],
  ['tabla_ghe1', 'tabla.flac', 'flac', 'ogg', '96k'],
  ['drum_cowbell', 'clip.mp4', 'mp4-video', 'mp3', '128k'],
];

const test = testInOneGuild.extend(
  'encode',
  { scope: 'file' },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  async ({}) => {
    const decoded = new Map<string, Float32Array>();
    for (const [label] of SOUNDS) {
      const { clap } = await decodeAudio(samplePath(label), {
        ...{ decoder: 'wasm', withClap: true, maxSeconds: 600, timeoutMs: 30_000 },
      });
      decoded.set(label, clap ?? new Float32Array());
    }
    return (label: string, format: AudioFormat, bitrate?: string) =>
      encodeAudio(decoded.get(label) ?? [], CLAP_RATE, format, bitrate === undefined ? {} : { bitrate });
  },
);

test.for(SOUNDS)('/add accepts %s as %s', async ([label, file, format], { encode, ada }) => {
  const audio = ada.upload(file, await encode(label, format));
  const added = await answer(ada.slash('add', { audio, label }));
  expect(added.title).toBe('✅ Added');
  expect(added.description).toContain(label.replaceAll('_', '\\_'));
  expect(added.files, 'the sound can be played where it was added').toHaveLength(1);
});

test.for(SOUNDS)('/search finds %s first by a re-encoded copy', async ([label, , , copy, bitrate], { encode, ada }) => {
  const audio = ada.upload(`copy.${copy}`, await encode(label, copy, bitrate));
  const [first, second] = (await answer(ada.slash('search', { audio, top: 6 }))).ranking();
  expect(first?.label).toBe(label);
  expect(first?.score).toBeGreaterThanOrEqual(0.95);
  expect(second?.score).toBeLessThan(first?.score ?? 0);
});
