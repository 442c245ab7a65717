import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, type Embedding } from '../src/engine/index.ts';
import { UserError } from '../src/errors.ts';
import { fuzzSeeds } from '../tests/helpers/fuzz-seeds.ts';
import { mutant } from '../tests/helpers/mutate-file.ts';
import { quantiles } from './quantiles.ts';

/**
 * Analyzes thousands of damaged files. Each file must give a finite embedding or a known error in time; if one does not,
 * the exit status is 1. The printed memory must not grow. A third of the files get the extension of another format.
 *
 *   npx tsx bench/fuzz-decode.ts --count 5000 --decoder wasm --first 0 [--ffmpeg /usr/bin/ffmpeg]
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    first: { type: 'string', default: '0' },
    decoder: { type: 'string', default: 'wasm' },
    ffmpeg: { type: 'string' },
    threads: { type: 'string', default: '1' },
  },
});
const first = Number(values.first);
const count = Number(values.count);
const WRONG_NAMES = ['a.mp3', 'a.wav', 'a.m3u8', 'a.flac', 'a.txt', 'a.png', 'a%03d.jpg', 'a.ass', 'a.ogg', 'a.concat'];

const seeds = await fuzzSeeds();
const folder = await mkdtemp(path.join(tmpdir(), 'fuzz-'));
const engine = await createEngine({
  clap: 'off',
  decoder: values.decoder === 'native' ? 'native' : 'wasm',
  threads: Number(values.threads),
  ...(values.ffmpeg !== undefined && { ffmpegPath: values.ffmpeg }),
});
const outcomes = new Map<string, number>();
const failures: string[] = [];
const times: number[] = [];
let slowest = { ms: 0, story: '' };
const started = performance.now();
try {
  for (let number = first; number < first + count; number += 1) {
    const { bytes, description: story } = mutant(seeds, number);
    const begun = performance.now();
    const outcome = await analyze(bytes, number);
    const ms = performance.now() - begun;
    times.push(ms);
    if (ms > slowest.ms) slowest = { ms, story: `${number} (${story}) -> ${outcome}` };
    if (outcome.startsWith('FAILED')) failures.push(`${number} (${story}): ${outcome}`);
    const kind = outcome.startsWith('FAILED') ? 'FAILED' : outcome;
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    if ((number - first) % 500 === 0) report(number - first);
  }
  report(count);
} finally {
  await engine.close();
  await rm(folder, { recursive: true });
}
console.log(`time per file: ${quantiles(times)}, ${((performance.now() - started) / 1000).toFixed(0)} s in all`);
console.log(`slowest: ${slowest.ms.toFixed(0)} ms, number ${slowest.story}`);
for (const failure of failures) console.log(failure);
if (failures.length > 0) process.exitCode = 1;

async function analyze(bytes: Uint8Array, number: number): Promise<string> {
  try {
    const embedding = await engine.embed(number % 3 === 0 ? await underWrongName(bytes, number) : bytes);
    return allFinite(embedding) ? 'embedding' : 'FAILED: not finite';
  } catch (error) {
    return error instanceof UserError ? error.kind : `FAILED: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

async function underWrongName(bytes: Uint8Array, number: number): Promise<string> {
  const file = path.join(folder, WRONG_NAMES[number % WRONG_NAMES.length] ?? 'a');
  await writeFile(file, bytes);
  return file;
}

function allFinite({ seconds, features }: Embedding): boolean {
  return Number.isFinite(seconds) && Object.values(features).every((block) => block.every(Number.isFinite));
}

function report(done: number): void {
  const kinds = [...outcomes].sort(([a], [b]) => a.localeCompare(b)).map(([kind, n]) => `${kind} ${n}`);
  const rss = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(`${done} files: ${kinds.join(', ')}; resident ${rss} MB`);
}
