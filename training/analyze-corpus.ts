/**
 * Computes statistics of sounds of the reference corpus, and of MP3 copies of some of them.
 * `fit-blocks.ts`, `compare-weights.ts` and `derive-thresholds.ts` read the results.
 *
 *     npx tsx training/analyze-corpus.ts CORPUS [PART PARTS]
 *
 * Needs `sox` with MP3 support on PATH. Writes CORPUS/analyzed-PART.jsonl, with one sound per line. PART and PARTS split
 * the work between processes. Takes minutes.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { soundStatistics } from '../src/engine/features/sound-statistics.ts';
import { FEATURE_RATE } from '../src/engine/pcm.ts';
import { type Entry, readManifest } from './corpus.ts';

/** Maximum number of sounds from one set, and from one class of everyday sounds, so that none outweighs the others. */
const MAX_PER_SET = 120;
const MAX_PER_CLASS = 12;
/** MP3 copies of every n-th sound are analyzed too: one in full and one in telephone quality. */
const COPY_EVERY = 5;

const [folder, part = '0', parts = '1'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/analyze-corpus.ts CORPUS [PART PARTS]');
  process.exit(2);
}
const chosen = choose(await readManifest(folder));
const out = createWriteStream(path.join(folder, `analyzed-${part}.jsonl`));
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

/** Returns a selection of sounds, evenly spaced within each set and within each class of everyday sounds. */
function choose(entries: readonly Entry[]): Entry[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.set} ${everydayClass(entry) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const most = group[0] && everydayClass(group[0]) ? MAX_PER_CLASS : MAX_PER_SET;
    const step = Math.max(1, group.length / most);
    return group.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  });
}

function everydayClass({ group, labels }: Entry): string | undefined {
  return group === 'everyday' ? labels.class : undefined;
}

/** Computes statistics of an audio file, or of audio bytes in the format `format`; null for silence. */
function measure(source: string | Uint8Array, format = '') {
  const input = typeof source === 'string' ? [source] : ['-t', format, '-'];
  const bytes = sox([...input, '-t', 'f32', '-r', String(FEATURE_RATE), '-c', '1', '-'], source);
  return soundStatistics(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
}

/** Returns an MP3 copy at 32 kbit/s in mono, which degrades a sound as much as 64 kbit/s in stereo. */
function mp3(file: string): Uint8Array {
  return sox([file, '-t', 'mp3', '-C', '32', '-c', '1', '-r', '44100', '-'], file);
}

/** Returns a WAV copy in telephone quality: sample rate 8 kHz, 16 bits. */
function telephone(file: string): Uint8Array {
  return sox([file, '-t', 'wav', '-c', '1', '-r', '8000', '-b', '16', '-'], file);
}

/** Encodes a copy in telephone quality as MP3 at 64 kbit/s. */
function telephoneMp3(wav: Uint8Array): Uint8Array {
  return sox(['-t', 'wav', '-', '-t', 'mp3', '-C', '64', '-'], wav);
}

function sox(options: readonly string[], source: string | Uint8Array): Buffer {
  const input = typeof source === 'string' ? undefined : source;
  const out = execFileSync('sox', ['-V1', ...options], { maxBuffer: 2 ** 28, ...(input && { input }) });
  return Buffer.from(out);
}
