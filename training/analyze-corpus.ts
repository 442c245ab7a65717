/**
 * Measures the sounds of the reference corpus, and MP3 copies of some of them, for `fit.ts` to learn from.
 *
 *     npx tsx training/analyze-corpus.ts CORPUS [PART PARTS]
 *
 * Needs `sox` with MP3 support on PATH. Writes CORPUS/listened-PART.jsonl, one sound a line; several parts can be
 * measured at once. Takes minutes; fitting takes seconds.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { soundStatistics } from '../src/engine/features/statistics.ts';
import { FEATURE_RATE } from '../src/engine/pcm.ts';
import { type Entry, readManifest } from './corpus.ts';

/** At most so many sounds of a set, and of a class of everyday sounds, so that no source outweighs the others. */
const MOST_OF_A_SET = 120;
const MOST_OF_A_CLASS = 12;
/** Every so many sounds, copies through a codec are measured too: of the sound, and of what a telephone leaves of it. */
const COPY_EVERY = 5;

const [folder, part = '0', parts = '1'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/analyze-corpus.ts CORPUS [PART PARTS]');
  process.exit(2);
}
const chosen = choose(await readManifest(folder));
const out = createWriteStream(path.join(folder, `listened-${part}.jsonl`));
for (const [i, row] of chosen.entries()) {
  if (i % Number(parts) !== Number(part)) continue;
  const file = path.join(folder, row.path);
  const original = measure(file);
  if (!original) continue;
  const copied = i % COPY_EVERY === 0;
  await write({ ...row, original, copy: copied ? measure(mp3(file), 'mp3') : null });
  if (!copied) continue;
  const call = telephone(file);
  const [quality, copy] = [measure(call, 'wav'), measure(telephoneMp3(call), 'mp3')];
  if (quality && copy) await write({ ...row, path: `${row.path}@8000`, group: 'telephone', original: quality, copy });
}
out.end();
await once(out, 'finish');
console.log(`measured ${chosen.length} sounds, part ${part} of ${parts}`);

async function write(sound: object): Promise<void> {
  const line = JSON.stringify(sound, (_, value) =>
    value instanceof Float64Array ? Array.from(value, (x) => Number(x.toPrecision(6))) : value,
  );
  if (!out.write(`${line}\n`)) await once(out, 'drain');
}

/** Evenly spaced sounds of each set, and of each class of the everyday sounds. */
function choose(entries: readonly Entry[]): Entry[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.set} ${everydayClass(entry) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const most = group[0] && everydayClass(group[0]) ? MOST_OF_A_CLASS : MOST_OF_A_SET;
    const step = Math.max(1, group.length / most);
    return group.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  });
}

function everydayClass({ group, labels }: Entry): string | undefined {
  return group === 'everyday' ? labels.class : undefined;
}

/** Statistics of an audio file, or of its bytes in a format; null for silence. */
function measure(source: string | Uint8Array, format = '') {
  const input = typeof source === 'string' ? [source] : ['-t', format, '-'];
  const bytes = sox([...input, '-t', 'f32', '-r', String(FEATURE_RATE), '-c', '1', '-'], source);
  return soundStatistics(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
}

/** The bytes of an MP3 copy at 32 kbit/s mono, which is as rough on a sound as 64 kbit/s stereo. */
function mp3(file: string): Uint8Array {
  return sox([file, '-t', 'mp3', '-C', '32', '-c', '1', '-r', '44100', '-'], file);
}

/** The bytes of a copy as a telephone hears it: 8 kHz, 16 bits. */
function telephone(file: string): Uint8Array {
  return sox([file, '-t', 'wav', '-c', '1', '-r', '8000', '-b', '16', '-'], file);
}

/** The bytes of an MP3 copy of such a one at 64 kbit/s. */
function telephoneMp3(wav: Uint8Array): Uint8Array {
  return sox(['-t', 'wav', '-', '-t', 'mp3', '-C', '64', '-'], wav);
}

function sox(options: readonly string[], source: string | Uint8Array): Buffer {
  const input = typeof source === 'string' ? undefined : source;
  const out = execFileSync('sox', ['-V1', ...options], { maxBuffer: 2 ** 28, ...(input && { input }) });
  return Buffer.from(out);
}
