/**
 * What an add, a remove and opening cost in a small and in a large library: `npx tsx --expose-gc bench/store.ts [SOUNDS]`.
 * The large one is written as segment files beforehand, so that 100,000 sounds need not be added one by one.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PACKED_DIMENSIONS, pack } from '../src/engine/embedding.ts';
import { openLibraries } from '../src/storage/index.ts';
import { encodeSegment, type StoredSound } from '../src/storage/lowdb/segment-format.ts';
import { SEGMENT_SOUNDS } from '../src/storage/lowdb/segments.ts';
import { vectorToText } from '../src/storage/lowdb/vector-text.ts';
import { embeddingOf, newSound, queryOf } from '../tests/storage/helpers/sounds.ts';

const SIZES = [100, Number(process.argv[2] ?? 100_000)];
const RUNS = 41;

const report: Record<string, string | number>[] = [];
for (const size of SIZES) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-store-'));
  try {
    await writeLibrary(path.join(dataDir, 'guilds', '1'), size - 1);
    report.push(await measure(dataDir, size));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
console.log(`medians of ${RUNS} runs on ${process.arch}, Node ${process.version}`);
console.table(report);

async function measure(dataDir: string, size: number): Promise<Record<string, string | number>> {
  global.gc?.();
  const before = process.memoryUsage().rss;
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const opening = performance.now();
  const library = await libraries.open('1');
  const opened = performance.now() - opening;
  delay.disable();
  global.gc?.();
  const grown = process.memoryUsage().rss - before;

  const adds: number[] = [];
  const removes: number[] = [];
  const searches: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const query = queryOf(embeddingOf(run));
    let added = '';
    adds.push(await timed(async () => ({ id: added } = await library.add(newSound(run)))));
    searches.push(await timed(() => library.search(query, { top: 10 })));
    removes.push(await timed(() => library.remove(added)));
  }
  await libraries.close();
  return {
    sounds: size,
    'open ms': opened.toFixed(0),
    'longest hold while opening ms': (delay.max / 1e6).toFixed(1),
    'add ms': median(adds).toFixed(2),
    'remove ms': median(removes).toFixed(2),
    'search ms': median(searches).toFixed(2),
    'memory / vectors': (grown / (size * PACKED_DIMENSIONS * 4)).toFixed(2),
  };
}

async function writeLibrary(folder: string, size: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let first = 0; first < size; first += SEGMENT_SOUNDS) {
    const orders = Array.from({ length: Math.min(SEGMENT_SOUNDS, size - first) }, (_, index) => first + index);
    const bytes = encodeSegment(orders.map(storedSound));
    const file = path.join(folder, `segment-${String(first / SEGMENT_SOUNDS).padStart(4, '0')}.json`);
    await Promise.all([writeFile(file, bytes), writeFile(`${file}.bak`, bytes)]);
  }
}

function storedSound(order: number): StoredSound {
  const { label, tags, addedBy, messageUrl, fileName, embedding, audio } = newSound(order);
  return {
    order,
    sound: {
      id: order.toString(16).padStart(20, '0'),
      label,
      tags: [...tags],
      addedBy,
      addedAt: new Date(order * 1000).toISOString(),
      messageUrl,
      seconds: embedding.seconds,
      fileName,
      bytes: audio.length,
      hash: order.toString(16).padStart(64, '0'),
      version: embedding.version,
      clapModel: embedding.clapModel,
    },
    extension: 'wav',
    ...vectorToText(pack(embedding), true),
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
