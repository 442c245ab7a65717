import { parseArgs } from 'node:util';
import { decodeAudio } from '../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../src/engine/pcm.ts';
import { relatePart } from '../src/engine/recordings/relate-waveforms.ts';
import { type Waveform, waveformOf } from '../src/engine/recordings/waveform.ts';
import { seededRandom } from '../src/engine/seeded-random.ts';
import { encodeAudio } from '../tests/helpers/encode-audio.ts';
import { SAMPLE_NAMES, samplePath } from '../tests/helpers/samples.ts';

/**
 * Cuts the first or the last 10 to 40 % off samples of at most a second, encodes whole and part with different codecs,
 * and prints how many parts the comparison of a soundboard finds in their own sound, and which it finds in other sounds.
 *
 *   npx tsx bench/board-parts.ts [--seed 1] [--count 206]
 */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '206' } },
});
const MAX_SECONDS = 1;
const DECODING = { decoder: 'wasm', withClap: true, maxSeconds: 600, timeoutMs: 60_000 } as const;
const random = seededRandom(Number(values.seed));

interface Example {
  readonly name: string;
  readonly whole: Waveform;
  readonly parts: Readonly<Record<'end' | 'start', Waveform>>;
}

const names = SAMPLE_NAMES.map((name) => ({ name, order: random() })).sort((a, b) => a.order - b.order);
const examples: Example[] = [];
for (const { name } of names) {
  if (examples.length === Number(values.count)) break;
  const samples = (await decodeAudio(samplePath(name), DECODING)).clap;
  if (!samples || samples.length > MAX_SECONDS * CLAP_RATE) continue;
  const cut = () => Math.round((0.1 + 0.3 * random()) * samples.length);
  const [whole, end, start] = [
    await encoded(samples),
    await encoded(samples.slice(cut())),
    await encoded(samples.slice(0, -cut())),
  ];
  if (whole && end && start) examples.push({ name, whole, parts: { end, start } });
}
const claims: string[] = [];
let pairs = 0;
for (const kind of ['end', 'start'] as const) {
  const missed = examples.filter(({ whole, parts }) => !relatePart(whole, parts[kind])).map(({ name }) => name);
  console.log(`${kind}: found ${examples.length - missed.length} of ${examples.length}; missed: ${missed.join(', ')}`);
  for (const { name, parts } of examples) {
    for (const other of examples) {
      if (other.name === name) continue;
      pairs += 1;
      if (relatePart(other.whole, parts[kind])) claims.push(`${kind} of ${name} in ${other.name}`);
    }
  }
}
console.log(`claimed among ${pairs} pairs of different samples: ${claims.join(', ') || 'nothing'}`);

async function encoded(samples: Float32Array): Promise<Waveform | null> {
  const format = random() < 0.5 ? 'mp3' : 'opus';
  const file = await encodeAudio(samples, CLAP_RATE, format, { bitrate: random() < 0.5 ? '96k' : '128k' });
  return waveformOf((await decodeAudio(file, { ...DECODING, withClap: false })).feature);
}
