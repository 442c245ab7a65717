import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { createEngine } from '../src/engine/index.ts';
import { openLibraries } from '../src/storage/index.ts';
import { SAMPLE_NAMES, samplePath } from '../tests/helpers/samples.ts';
import { quantiles } from './quantiles.ts';

/**
 * Measures the time of a search from the bytes of the query to ranked results, after warm-up and without CLAP. Each of
 * the 206 Sonic Pi samples is the query once, in a library of the other 205.
 *
 *   npx tsx bench/latency.ts
 */
const files = await Promise.all(SAMPLE_NAMES.map((name) => readFile(samplePath(name))));
const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-bench-'));
const libraries = await openLibraries({ store: 'lowdb', dataDir });
const engine = await createEngine({ clap: 'off' });
const library = await libraries.open('1');
try {
  await engine.embed(samplePath('bd_haus'));
  const started = performance.now();
  const ids = await new PQueue({ concurrency: 4 }).addAll(files.map((audio, index) => () => add(audio, index)));
  const seconds = (performance.now() - started) / 1000;

  const times: number[] = [];
  for (const [index, file] of files.entries()) {
    const begun = performance.now();
    const query = await engine.embed(file);
    const hits = await library.search(engine.query(query), { top: 5, filter: (sound) => sound.id !== ids[index] });
    for (const { sound } of hits) {
      const stored = library.embedding(sound.id);
      if (stored) engine.compare(query, stored);
    }
    times.push(performance.now() - begun);
    if (hits.length !== 5 || hits.some((hit) => hit.sound.id === ids[index])) throw new Error('a search went wrong');
  }
  console.log(
    `adding ${files.length} samples: ${seconds.toFixed(1)} s, ${(files.length / seconds).toFixed(0)} a second`,
  );
  console.log(`bytes to ranked answer: ${quantiles(times)}`);
} finally {
  await engine.close();
  await libraries.close();
  await rm(dataDir, { recursive: true });
}

async function add(audio: Uint8Array, index: number): Promise<string> {
  const label = SAMPLE_NAMES[index] ?? '';
  const embedding = await engine.embed(audio);
  const addedBy = { id: '0', name: 'bench' };
  const sound = { label, tags: [], addedBy, messageUrl: null, fileName: `${label}.flac`, embedding, audio };
  return (await library.change((writer) => writer.add(sound))).id;
}
