/**
 * Measures what relations cost in a library of 10,000 sounds of 5 s, of which every fourth has three copies:
 * `npx tsx bench/duplicates.ts [SOUNDS]`. The fingerprints are random peaks, as many as a sound has.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { findMatches } from '../src/commands/search/find-matches.ts';
import { createEngine, ENGINE_VERSION, FINGERPRINT_VERSION, type Fingerprint } from '../src/engine/index.ts';
import { seededRandom } from '../src/engine/seeded-random.ts';
import { findRelations } from '../src/relations/find-relations.ts';
import { indexLibrary } from '../src/relations/index-library.ts';
import { listRelations } from '../src/relations/list-relations.ts';
import { type Library, openLibraries } from '../src/storage/index.ts';
import { embeddingOf } from '../tests/storage/helpers/sounds.ts';
import { idOf, writeLibrary } from './write-library.ts';

const SOUNDS = Number(process.argv[2] ?? 10_000);
const SECONDS = 5;
const PEAKS_PER_SECOND = 75;
const FRAMES_PER_SECOND = 86;
const COPIES = 4;
const RUNS = 31;

const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-duplicates-'));
const engine = await createEngine({ clap: 'off', threads: 1, decoder: 'wasm' });
try {
  const relations = (order: number) => ({
    version: FINGERPRINT_VERSION,
    found: order % COPIES === 0 ? [] : [{ kind: 'same recording' as const, id: idOf(order - (order % COPIES)) }],
  });
  const [plain, related] = ['1', '2'].map((guild) => path.join(dataDir, 'guilds', guild));
  await writeLibrary(plain ?? '', SOUNDS, { version: ENGINE_VERSION });
  await writeLibrary(related ?? '', SOUNDS, { version: ENGINE_VERSION, relations, fingerprint: fingerprintOf });
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  const [without, opening] = [await timed(() => libraries.open('1')), await timed(() => libraries.open('2'))];
  const library = await libraries.open('2');
  const heap = process.memoryUsage().rss;
  const index = await timed(() => indexLibrary(library));
  const grown = process.memoryUsage().rss - heap;
  const { size } = await stat(path.join(related ?? '', 'fingerprints', idOf(0)));
  console.table([
    { what: 'open, without relations', ...without },
    { what: 'open, with relations', ...opening },
    { what: `build the index (${(grown / 2 ** 20).toFixed(0)} MB)`, ...index },
    { what: 'list all relations', ...(await timed(() => listRelations(library))) },
  ]);
  console.log(`${(size / SECONDS).toFixed(0)} bytes stored per second of sound`);

  const check: number[] = [];
  const searches: Record<'without' | 'with', number[]> = { without: [], with: [] };
  const plainLibrary = await libraries.open('1');
  for (let run = 0; run < RUNS; run++) {
    const seed = 1_000_000 + run;
    const sound = { embedding: currentEmbedding(seed), fingerprint: fingerprintOf(seed), source: new Uint8Array() };
    check.push((await timed(() => findRelations(engine, library, sound, { lane: '' }))).ms);
    searches.without.push((await timed(() => search(plainLibrary, seed))).ms);
    searches.with.push((await timed(() => search(library, seed))).ms);
  }
  const [before, after] = [median(searches.without), median(searches.with)];
  console.table([
    { what: 'comparison of a new sound', 'median ms': median(check).toFixed(1) },
    { what: 'search, without copies', 'median ms': before.toFixed(2) },
    { what: 'search, three of four are copies', 'median ms': after.toFixed(2), ratio: (after / before).toFixed(2) },
  ]);
  await libraries.close();
} finally {
  await engine.close();
  await rm(dataDir, { recursive: true, force: true });
}

function currentEmbedding(seed: number) {
  return embeddingOf(seed, { version: ENGINE_VERSION });
}

function search(library: Library, seed: number) {
  const filter = ({ version }: { version: string }) => version === ENGINE_VERSION;
  const options = { page: 0, size: 5, minScore: -1, weights: {}, filter };
  return findMatches(engine, library, currentEmbedding(seed), options);
}

/** Returns a fingerprint of random peaks, in the encoding of `engine/recordings/fingerprint.ts`. */
function fingerprintOf(seed: number): Fingerprint {
  const random = seededRandom(seed);
  const frames = SECONDS * FRAMES_PER_SECOND;
  const peaks = Array.from({ length: SECONDS * PEAKS_PER_SECOND }, () => [2 * random(), 230 * random()]);
  const data = Uint8Array.from([0, (frames & 127) | 128, frames >> 7, ...peaks.flat().map(Math.floor)]);
  return { version: FINGERPRINT_VERSION, seconds: SECONDS, data };
}

async function timed(work: () => Promise<unknown>): Promise<{ ms: number; 'longest block ms': number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  delay.disable();
  return { ms: Number(ms.toFixed(2)), 'longest block ms': Number((delay.max / 1e6).toFixed(1)) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
