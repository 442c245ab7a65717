import { describe, expect } from 'vitest';
import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../src/engine/pcm.ts';
import { type AudioFormat, encodeAudio } from '../helpers/encode-audio.ts';
import { rounds } from '../helpers/rounds.ts';
import { SAMPLE_NAMES, samplePath } from '../helpers/samples.ts';
import { answer } from './reply.ts';
import { test } from './test.ts';

/** Formats that Discord takes only by their extensions and does not play, and usual ways to write such files. */
const FORMATS: readonly [extension: string, format: AudioFormat][] = [
  ['aiff', 'aiff'],
  ['aif', 'aiff'],
  ['aac', 'aac'],
  ['wma', 'wma'],
  ['mkv', 'mkv'],
  ['oga', 'ogg'],
];
const RATES = [44_100, 48_000, 22_050, 32_000];
const FILES = rounds(2, 20);

/** Returns recordings that differ from each other, of one second at least. */
async function recordings(): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  for (let i = 0; found.size < FILES; i++) {
    const name = SAMPLE_NAMES[(i * 37) % SAMPLE_NAMES.length] ?? '';
    const options = { decoder: 'wasm', withClap: true, maxSeconds: 600, timeoutMs: 30_000 } as const;
    const { clap, seconds } = await decodeAudio(samplePath(name), options);
    if (seconds >= 1 && clap) found.set(name, clap.subarray(0, 10 * CLAP_RATE));
  }
  return found;
}

describe.each(FORMATS)('files *.%s', (extension, format) => {
  test(`go in and play: ${FILES} of them`, async ({ ada, ben }) => {
    const sounds = [...(await recordings())];
    for (const [index, [name, samples]] of sounds.entries()) {
      // Samples that are declared to have another rate are a recording of another speed and length.
      const rate = RATES[index % RATES.length] ?? CLAP_RATE;
      const file = await encodeAudio(samples, rate, format, { channels: 1 + (index % 2) });
      const audio = ada.upload(`${name}.${extension}`, file);
      const added = await answer(ada.slash('add', { audio, label: name }));
      expect(added.title, name).toBe('✅ Added');
      const { attachments, content } = await answer(ben.slash('info', { sound: name }));
      expect(content, name).toMatch(/^A copy as Opus/);
      expect(attachments, name).toMatchObject([{ content_type: 'audio/ogg' }]);
      const played = new Uint8Array(await (await fetch(attachments[0]?.url ?? '')).arrayBuffer());
      const options = { decoder: 'wasm', withClap: false, maxSeconds: 600, timeoutMs: 30_000 } as const;
      const { seconds } = await decodeAudio(played, options);
      expect(Math.abs(seconds - samples.length / rate), name).toBeLessThan(0.25);
    }
  });
});
