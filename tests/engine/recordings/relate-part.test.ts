import { expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { relatePart } from '../../../src/engine/recordings/relate-waveforms.ts';
import { waveformOf } from '../../../src/engine/recordings/waveform.ts';
import { DEFAULT_LUFS, makeBoardSound } from '../../../src/engine/soundboard/make-board-sound.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';
import { samplePath } from '../../helpers/samples.ts';

const DECODING = { decoder: 'wasm', withClap: true, maxSeconds: 60, timeoutMs: 60_000 } as const;

async function samplesOf(source: string | Uint8Array): Promise<Float32Array> {
  return (await decodeAudio(source, DECODING)).clap ?? new Float32Array();
}

async function waveform(samples: Float32Array, format: 'mp3' | 'opus') {
  const file = await encodeAudio(samples, CLAP_RATE, format, { bitrate: '96k' });
  const found = waveformOf((await decodeAudio(file, DECODING)).feature);
  if (!found) throw new Error('the sound is silent');
  return found;
}

/** Returns a sample as it is on a soundboard. */
async function boardSound(name: string): Promise<Float32Array> {
  const samples = await samplesOf(samplePath(name));
  const { audio } = await makeBoardSound(samples, { targetLufs: DEFAULT_LUFS, timeoutMs: 60_000 });
  return samplesOf(audio);
}

/** Returns a sound of a soundboard without a share of it at the start, not counting silence. */
async function withoutStart(name: string, share: number): Promise<Float32Array> {
  const samples = await boardSound(name);
  const loudest = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
  const isAudible = (sample: number) => Math.abs(sample) > loudest / 200;
  const [first, last] = [samples.findIndex(isAudible), samples.findLastIndex(isAudible)];
  return samples.slice(first + share * (last - first));
}

test.each([
  ['a click of 40 ms', 'elec_tick', 'elec_blip'],
  ['a tone above 3 kHz', 'elec_triangle', 'elec_ping'],
  ['a deep drum', 'bd_808', 'bd_klub'],
])('%s without its start is found in itself, in another codec, and not in a sound like it', async (_, name, other) => {
  const part = await waveform(await withoutStart(name, 0.3), 'opus');
  expect(relatePart(await waveform(await boardSound(name), 'mp3'), part)).toMatchObject({ kind: 'excerpt', of: 'a' });
  expect(relatePart(await waveform(await boardSound(other), 'mp3'), part)).toBeNull();
});

test('a stroke on a drum is not found in another stroke, although their low tones are alike', async () => {
  const part = await waveform(await withoutStart('tabla_ghe7', 0.1), 'opus');
  expect(relatePart(await waveform(await boardSound('tabla_ghe2'), 'mp3'), part)).toBeNull();
});
