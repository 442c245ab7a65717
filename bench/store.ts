/**
 * Measures the times to open, add and remove in a small and in a large library: `npx tsx bench/store.ts [SOUNDS]`. The
 * large library is written directly as segment files: adding 100,000 sounds one by one would take too long.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Libraries, type Library, openLibraries } from '../src/storage/index.ts';
import { embeddingOf, newSound, queryOf } from '../tests/storage/helpers/sounds.ts';
import { writeLibrary } from './write-library.ts';

const SIZES = [100, Number(process.argv[2] ?? 100_000)];
const RUNS = 41;

interface Opened {
  readonly library: Library;
  readonly report: Record<string, string | number>;
  readonly adds: number[];
  readonly removes: number[];
  readonly searches: number[];
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-store-'));
try {
  for (const size of SIZES) await writeLibrary(path.join(dataDir, 'guilds', String(size)), size - 1);
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  const all: Opened[] = [];
  for (const size of SIZES) all.push(await open(libraries, size));
  // The two libraries alternate, so that other load affects both equally.
  for (let run = 0; run < RUNS; run++) for (const opened of all) await change(opened, run);
  await libraries.close();
  console.log(`medians of ${RUNS} runs on ${process.arch}, Node ${process.version}`);
  console.table(all.map(summary));
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function open(libraries: Libraries, size: number): Promise<Opened> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const library = await libraries.open(String(size));
  const opened = performance.now() - start;
  delay.disable();
  const report = {
    sounds: size,
    'open ms': opened.toFixed(0),
    'blocked while opening, p99 ms': (delay.percentile(99) / 1e6).toFixed(1),
    'longest ms': (delay.max / 1e6).toFixed(1),
  };
  return { library, report, adds: [], removes: [], searches: [] };
}

async function change({ library, adds, removes, searches }: Opened, run: number): Promise<void> {
  let added = '';
  adds.push(await timed(async () => ({ id: added } = await library.change((writer) => writer.add(newSound(run))))));
  searches.push(await timed(() => library.search(queryOf(embeddingOf(run)), { top: 10 })));
  removes.push(await timed(() => library.change((writer) => writer.remove([added]))));
}

function summary({ report, adds, removes, searches }: Opened): Record<string, string | number> {
  return {
    ...report,
    'add ms': median(adds).toFixed(2),
    'remove ms': median(removes).toFixed(2),
    'search ms': median(searches).toFixed(2),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
