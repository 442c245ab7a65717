/**
 * Compares the time of the search with that of a plain JavaScript scan of the same rows: `npx tsx bench/search.ts`.
 * Checks every result against a full sort by double-precision scores.
 */
import { isDeepStrictEqual } from 'node:util';
import { PACKED_DIMENSIONS, pack, type Query } from '../src/engine/embedding.ts';
import { matchFilter } from '../src/filter/match-filter.ts';
import { parseFilter } from '../src/filter/parse-filter.ts';
import { createLocalScales, type LocalScales } from '../src/storage/matrix/local-scales.ts';
import { createMatrix, type Matrix } from '../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../src/storage/matrix/search-matrix.ts';
import { storedSound } from '../tests/helpers/stored-sound.ts';
import { descriptorsOf, embeddingOf, queryOf } from '../tests/storage/helpers/sounds.ts';
import { longestBlock } from './longest-block.ts';

const SIZES = [1_000, 10_000, 100_000];
const RUNS = 11;
const TOP = 10;
/** Number of matches that `/search` asks for. */
const PAGES = 520;
/** Filters that keep many, some and few sounds. */
const FILTERS = [
  'length<25',
  'bright:high',
  'tag:kick bpm:100..140',
  'length<3 bright:low -tag:kick',
  'bpm:61 length<1',
];

interface Scored {
  readonly order: number;
  readonly score: number;
}

const report: Record<string, string | number>[] = [];
for (const size of SIZES) {
  const rows = new Float32Array(size * PACKED_DIMENSIONS);
  const matrix = createMatrix<number>();
  for (let order = 0; order < size; order++) {
    const embedding = embeddingOf(order);
    const packed = pack(embedding);
    rows.set(packed, order * PACKED_DIMENSIONS);
    matrix.add(packed, embedding, order);
  }
  const queries = Array.from({ length: RUNS }, (_, index) => queryOf(embeddingOf(1_000_000 + index)));
  const scaling = createLocalScales(matrix);
  const before = cpuMs();
  const blockOfScales = await longestBlock(() => scaling.compute(queryOf(embeddingOf(7))));
  const scalesMs = cpuMs() - before;
  const cpu = await cpuTimed(queries, [
    async (query) => plainScan(rows, size, query),
    (query) => search(matrix, query),
    async (query) => search(matrix, query, undefined, await scaling.of(query)),
  ]);
  const filters = FILTERS.map((text) => soundFilter(text, size));
  const [plain, ours, most, few] = await timed(queries, [
    async (query) => plainScan(rows, size, query),
    (query) => search(matrix, query),
    (query) => search(matrix, query, (order) => order % 10 !== 0),
    (query) => search(matrix, query, (order) => order % 10_000 === 1),
  ]);
  let same = 0;
  for (const query of queries) if (isDeepStrictEqual(await search(matrix, query), fullSort(rows, size, query))) same++;
  report.push({
    sounds: size,
    'plain scan ms': ms(plain),
    'search ms': ms(ours),
    ratio: ((ours ?? 0) / (plain ?? 1)).toFixed(2),
    'plain CPU ms': ms(cpu[0]),
    'search CPU ms': ms(cpu[1]),
    'in library order CPU ms': ms(cpu[2]),
    'local scales CPU ms': ms(scalesMs),
    'longest block of these ms': ms(blockOfScales),
    'filter keeps 90 % ms': ms(most),
    'filter keeps 0.01 % ms': ms(few),
    identical: `${same} of ${RUNS}`,
    'memory / vectors': (matrix.bytes / rows.byteLength).toFixed(3),
    'slowest filter / none, CPU': filteredRatio(
      await cpuTimed(queries, [
        (query) => searchPage(matrix, query),
        ...filters.map((filter) => (query: Query) => searchPage(matrix, query, filter)),
      ]),
    ),
    'longest block ms': ms(await longestBlock(() => search(matrix, queryOf(embeddingOf(7))))),
    'of 20 at once ms': ms(
      await longestBlock(() => Promise.all(queries.concat(queries.slice(2)).map((query) => search(matrix, query)))),
    ),
  });
}
console.log(
  `top ${TOP}, ${PACKED_DIMENSIONS} numbers a sound, medians of ${RUNS} runs on ${process.arch}, Node ${process.version}`,
);
console.table(report);

async function search(
  matrix: Matrix<number>,
  query: Query,
  filter?: (order: number) => boolean,
  scales?: LocalScales,
): Promise<Scored[]> {
  const options = { top: TOP, order: (item: number) => item, filter, scales, withPercentiles: scales !== undefined };
  const found = await searchMatrix(matrix, query, options);
  return found.map(({ order, score }) => ({ order, score }));
}

/** Searches for as many matches as the pages of a search have, as `/search` does. */
function searchPage(matrix: Matrix<number>, query: Query, filter?: (order: number) => boolean): Promise<unknown> {
  return searchMatrix(matrix, query, { top: PAGES, order: (item) => item, filter, withPercentiles: true });
}

/** Returns a filter of rows, as sounds with descriptors that differ from row to row. */
function soundFilter(text: string, size: number): (order: number) => boolean {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(parsed.problem.part);
  const meets = matchFilter(parsed.filter);
  const sounds = Array.from({ length: size }, (_, order) =>
    storedSound({
      seconds: (order * 7919) % 30,
      tags: [order % 3 === 0 ? 'kick' : 'snare'],
      descriptors: descriptorsOf({ centroidHz: 200 + ((order * 104_729) % 8000), tempoBpm: 60 + ((order * 31) % 120) }),
    }),
  );
  return (order) => {
    const sound = sounds[order];
    return sound !== undefined && meets(sound);
  };
}

/** Returns the greatest ratio of the times of filtered searches to that of the first one, which has no filter. */
function filteredRatio([none = 1, ...filtered]: readonly number[]): string {
  return (Math.max(...filtered) / none).toFixed(2);
}

/** Searches in the straightforward way, for comparison: scores every row in a loop and stores the best in order. */
function plainScan(rows: Float32Array, size: number, { vector }: Query): Scored[] {
  const scores = new Float32Array(size);
  for (let order = 0, at = 0; order < size; order++) {
    let sum = 0;
    for (let index = 0; index < PACKED_DIMENSIONS; index++, at++) sum += (vector[index] ?? 0) * (rows[at] ?? 0);
    scores[order] = sum;
  }
  const best: Scored[] = [];
  for (let order = 0; order < size; order++) {
    const score = scores[order] ?? 0;
    if (best.length === TOP && score <= (best[TOP - 1]?.score ?? 0)) continue;
    best.push({ order, score });
    best.sort((a, b) => b.score - a.score || a.order - b.order);
    best.length = Math.min(best.length, TOP);
  }
  return best;
}

function fullSort(rows: Float32Array, size: number, { vector }: Query): Scored[] {
  const scored = Array.from({ length: size }, (_, order) => {
    let score = 0;
    for (let index = 0; index < PACKED_DIMENSIONS; index++)
      score += (vector[index] ?? 0) * (rows[order * PACKED_DIMENSIONS + index] ?? 0);
    return { order, score };
  });
  return scored.sort((a, b) => b.score - a.score || a.order - b.order).slice(0, TOP);
}

type Way = (query: Query) => Promise<unknown>;

/** Returns the median wall time of each implementation, in milliseconds. */
function timed(queries: readonly Query[], ways: readonly Way[]): Promise<number[]> {
  return alternate(queries, ways, () => performance.now());
}

/** Returns the median CPU time of each implementation, in milliseconds. Other processes hardly affect CPU time. */
function cpuTimed(queries: readonly Query[], ways: readonly Way[]): Promise<number[]> {
  return alternate(queries, ways, cpuMs);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs the implementations alternately, so that other load affects all of them equally. */
async function alternate(queries: readonly Query[], ways: readonly Way[], now: () => number): Promise<number[]> {
  const times = ways.map((): number[] => []);
  for (const query of [...queries.slice(0, 2), ...queries]) {
    for (const [index, way] of ways.entries()) {
      const start = now();
      await way(query);
      times[index]?.push(now() - start);
    }
  }
  // Discards the first two runs, which warm up.
  return times.map((taken) => median(taken.slice(2)));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function ms(value: number | undefined): string {
  return (value ?? 0).toFixed(2);
}
