import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createEngine, type Embedding } from '../src/engine/index.ts';
import { openLibraries } from '../src/storage/index.ts';

/**
 * From bytes to ranked answer: searches with each of the 206 Sonic Pi samples in a library of the other 205, warm,
 * one at a time, without CLAP. Prints the quantiles.
 *
 *   npx tsx bench/latency.ts
 */
const folder = join(
  dirname(createRequire(import.meta.url).resolve('supersonic-scsynth-samples/package.json')),
  'samples',
);
const names = (await readdir(folder)).filter((name) => name.endsWith('.flac')).sort();
const files = await Promise.all(names.map((name) => readFile(join(folder, name))));

const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-bench-'));
const libraries = await openLibraries({ store: 'lowdb', dataDir });
const engine = await createEngine({ clap: 'off' });
try {
  const library = await libraries.open('1');
  const started = performance.now();
  const embeddings = await Promise.all(files.map((file) => engine.embed(file)));
  const ids = await Promise.all(files.map((audio, index) => add(audio, index, embeddings[index])));
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
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0)} ms`;
  console.log(
    `adding ${files.length} samples: ${seconds.toFixed(1)} s, ${(files.length / seconds).toFixed(0)} files a second`,
  );
  console.log(`bytes to ranked answer: median ${at(0.5)}, 90 % ${at(0.9)}, slowest ${at(1)}`);

  async function add(audio: Uint8Array, index: number, embedding: Embedding | undefined): Promise<string> {
    if (!embedding) throw new Error('no embedding');
    const fileName = names[index] ?? '';
    const addedBy = { id: '0', name: 'bench' };
    return (await library.add({ label: fileName, tags: [], addedBy, messageUrl: null, fileName, embedding, audio })).id;
  }
} finally {
  await engine.close();
  await libraries.close();
  await rm(dataDir, { recursive: true });
}
