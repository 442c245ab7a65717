/**
 * Searches one large library: `npx tsx bench/large-library.ts [SOUNDS]`, by default 1,000,000 sounds (4.7 GB in the folder
 * of temporary files). The vectors are in groups, like the sounds of a kit or a speaker, with some that are alone. Checks
 * each result against a plain sort by double-precision scores.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { BLOCK_DIMENSIONS, BLOCK_NAMES, BLOCK_OFFSETS, type Query, unpack } from '../src/engine/embedding.ts';
import { createLocalScales } from '../src/storage/matrix/local-scales.ts';
import { createMatrix, type Matrix } from '../src/storage/matrix/matrix.ts';
import type { MatrixSearch } from '../src/storage/matrix/matrix-search.ts';
import { searchMatrix } from '../src/storage/matrix/search-matrix.ts';
import { createRandom, queryOf } from '../tests/storage/helpers/sounds.ts';
import { longestBlock } from './longest-block.ts';
import { quantile } from './quantiles.ts';

const [SOUNDS = 1_000_000] = process.argv.slice(2).map(Number);
const GROUPS = Math.ceil(SOUNDS / 400);
/** Share of the sounds that are in no group. */
const ALONE = 0.2;
/** Spread of the groups, from 0.05 to this number: noise beside a center of norm 1. */
const MAX_SPREAD = 0.8;
const RUNS = 40;
const WATCHED = 15;
const CHECKED = 8;
/** Number of matches of a page, and of all pages of a search. */
const TOPS = { page: 10, pages: 520 };
const STAMP = { version: '1', clapModel: 'clap', seconds: 1 };

const random = createRandom(20_261_130);
const noise = new Float32Array(1 << 20).map(() => random() + random() + random());
const centers = Array.from({ length: GROUPS }, () => ({
  vector: near(undefined, 1),
  spread: 0.05 + ((random() + 1) / 2) * MAX_SPREAD,
}));

const started = performance.now();
const matrix = createMatrix<number>();
for (let order = 0; order < SOUNDS; order++) matrix.add(nextVector(), STAMP, order);
console.log(`${SOUNDS} sounds, ${process.arch}, Node ${process.version}`);
console.log(`filled in ${((performance.now() - started) / 1000).toFixed(0)} s, vectors included`);
const queries = Array.from({ length: RUNS }, () => queryOf(unpack(nextVector(), STAMP)));
const [first = queryOf(unpack(nextVector(), STAMP))] = queries;

await searchMatrix(matrix, first, { top: 1, order: (item) => item });
const scaling = createLocalScales(matrix);
const cpu = cpuMs();
const block = await longestBlock(() => scaling.compute(first));
console.log(`local scales: ${((cpuMs() - cpu) / 1000).toFixed(1)} s of CPU time, longest block ${block.toFixed(1)} ms`);
const scales = await scaling.of(first);

const kinds: Readonly<Record<string, Partial<MatrixSearch<number>> & { readonly top: number }>> = {
  'best 10': { top: TOPS.page },
  'best 10, order of the library, percentiles': { top: TOPS.page, scales, withPercentiles: true },
  'best 520, order of the library, percentiles': { top: TOPS.pages, scales, withPercentiles: true },
  'best 10, filter keeps half': { top: TOPS.page, filter: (order) => order % 2 === 0 },
  'best 10, filter keeps 0.1 %': { top: TOPS.page, filter: (order) => order % 1000 === 7 },
};
const control = [] as number[];
for (let run = 0; run < WATCHED; run++)
  control.push(await longestBlock(() => new Promise((resolve) => setTimeout(resolve, 100))));
console.log(
  `longest block in 100 ms without a search: p50 ${quantile(control, 0.5).toFixed(1)} ms (other programs run)`,
);
const report: Record<string, Record<string, string>> = {};
for (const [name, options] of Object.entries(kinds)) {
  const [times, cpus, blocks] = [[] as number[], [] as number[], [] as number[]];
  for (const query of queries) {
    const [start, startCpu] = [performance.now(), cpuMs()];
    await searchMatrix(matrix, query, { ...options, order: (item) => item });
    times.push(performance.now() - start);
    cpus.push(cpuMs() - startCpu);
  }
  // Apart from the times, because the watch of the event loop keeps a core busy.
  for (const query of queries.slice(0, WATCHED))
    blocks.push(await longestBlock(() => searchMatrix(matrix, query, { ...options, order: (item) => item })));
  report[name] = {
    'p50 ms': quantile(times, 0.5).toFixed(1),
    'p95 ms': quantile(times, 0.95).toFixed(1),
    'CPU ms': quantile(cpus, 0.5).toFixed(1),
    'longest block, p50 ms': quantile(blocks, 0.5).toFixed(1),
    'longest block ms': Math.max(...blocks).toFixed(1),
  };
}
console.table(report);
const same = await identical(matrix, queries.slice(0, CHECKED));
console.log(`identical to the plain sort: ${same} of ${CHECKED} (best ${TOPS.pages})`);
console.log(`memory of the process: ${(process.memoryUsage().rss / 1e9).toFixed(2)} GB`);
process.exit(same === CHECKED ? 0 : 1);

/** Returns a vector of one of the groups, or of none. */
function nextVector(): Float32Array {
  if (random() > 1 - 2 * ALONE) return near(undefined, 1);
  const group = centers[Math.floor(((random() + 1) / 2) * centers.length)];
  return near(group?.vector, group?.spread ?? 1);
}

/** Returns a vector whose blocks have norm 1 and are near those of a center. */
function near(center: Float32Array | undefined, spread: number): Float32Array {
  const vector = new Float32Array(BLOCK_NAMES.reduce((sum, name) => sum + BLOCK_DIMENSIONS[name], 0));
  for (const name of BLOCK_NAMES) {
    const [from, dimensions] = [BLOCK_OFFSETS[name], BLOCK_DIMENSIONS[name]];
    const start = Math.floor(((random() + 1) / 2) * (noise.length - dimensions));
    let sum = 0;
    for (let index = 0; index < dimensions; index++) {
      const value = (center?.[from + index] ?? 0) + (spread * (noise[start + index] ?? 0)) / Math.sqrt(dimensions);
      vector[from + index] = value;
      sum += value * value;
    }
    for (let index = 0; index < dimensions; index++)
      vector[from + index] = (vector[from + index] ?? 0) / Math.sqrt(sum);
  }
  return vector;
}

/** Returns for how many queries a search equals the plain sort, which scores each row of the matrix in a loop. */
async function identical(rows: Matrix<number>, checked: readonly Query[]): Promise<number> {
  const scores = checked.map(() => new Float64Array(SOUNDS));
  for (let row = 0; row < SOUNDS; row++) {
    if (row % 256 === 0) await yieldToEventLoop();
    const vector = rows.read(row);
    for (const [place, { vector: query }] of checked.entries()) {
      let sum = 0;
      for (let index = 0; index < vector.length; index++) sum += (query[index] ?? 0) * (vector[index] ?? 0);
      const at = scores[place];
      // The first row of a chunk of 64 is the first that is added to it.
      if (at) at[rows.chunks[Math.floor(row / 64)]?.items[row % 64] ?? 0] = sum;
    }
  }
  let same = 0;
  for (const [place, query] of checked.entries()) {
    const at = scores[place] ?? new Float64Array();
    const sorted = Array.from(at.keys()).sort((a, b) => (at[b] ?? 0) - (at[a] ?? 0) || a - b);
    const found = await searchMatrix(rows, query, { top: TOPS.pages, order: (item) => item });
    const expected = sorted.slice(0, TOPS.pages).map((item) => ({ item, score: at[item] }));
    if (
      isDeepStrictEqual(
        found.map(({ item, score }) => ({ item, score })),
        expected,
      )
    )
      same++;
  }
  return same;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
