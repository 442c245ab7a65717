import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import PQueue from 'p-queue';
import { bundle } from '../scripts/bundle.ts';
import { SAMPLE_NAMES, samplePath } from '../tests/helpers/samples.ts';
import { median } from './quantiles.ts';

/**
 * Compares how many of the 206 samples two built versions add to a library per second, and the CPU time that they take,
 * without CLAP. The versions take turns, so that other load affects both. Run `npm run build` in both folders first.
 *
 *   npx tsx bench/import-turns.ts --before ../other-version [--rounds 7]
 */
type EngineModule = Pick<typeof import('../src/engine/index.ts'), 'createEngine'>;
type StorageModule = Pick<typeof import('../src/storage/index.ts'), 'openLibraries'>;

const { values } = parseArgs({ options: { before: { type: 'string' }, rounds: { type: 'string', default: '7' } } });
if (!values.before) throw new Error('--before must name the folder of a built version');
const files = await Promise.all(SAMPLE_NAMES.map((name) => readFile(samplePath(name))));
const folders = { now: resolve(import.meta.dirname, '..'), before: resolve(values.before) };
// A bundled version has no module of its own for its storage.
for (const folder of Object.values(folders))
  if (existsSync(join(folder, 'dist/chunks'))) await bundle(folder, ['storage/index']);
const imports: Record<keyof typeof folders, Import[]> = { now: [], before: [] };
for (let round = 0; round < Number(values.rounds); round++) {
  imports.before.push(await importAll(folders.before));
  imports.now.push(await importAll(folders.now));
}
const compare = (what: string, of: (each: Import) => number) => {
  const [now, before] = [median(imports.now.map(of)), median(imports.before.map(of))];
  console.log(`${what}: ${now.toFixed(1)}, before ${before.toFixed(1)}; ratio ${(now / before).toFixed(2)}`);
};
compare('files per second', ({ rate }) => rate);
compare('CPU time in ms per file', ({ cpu }) => cpu);

/** Files per second, and CPU time of all threads in milliseconds per file. */
interface Import {
  readonly rate: number;
  readonly cpu: number;
}

/** Adds all samples to a new library, with new threads. */
async function importAll(folder: string): Promise<Import> {
  const load = (path: string) => import(pathToFileURL(join(folder, 'dist', path)).href);
  const { createEngine }: EngineModule = await load('engine/index.js');
  const { openLibraries }: StorageModule = await load('storage/index.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-bench-'));
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  const engine = await createEngine({ clap: 'off' });
  try {
    const library = await libraries.open('1');
    await Promise.all(files.slice(0, 4).map((audio) => engine.embed(audio)));
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const queue = new PQueue({ concurrency: 4 });
    await queue.addAll(
      files.map((audio, index) => async () => {
        const label = SAMPLE_NAMES[index] ?? '';
        const embedding = await engine.embed(audio);
        const sound = { label, tags: [], addedBy: { id: '0', name: 'bench' }, messageUrl: null, embedding, audio };
        await library.change((writer) => writer.add({ ...sound, fileName: `${label}.flac` }));
      }),
    );
    const { user, system } = process.cpuUsage(used);
    return {
      rate: files.length / ((performance.now() - begun) / 1000),
      cpu: (user + system) / 1000 / files.length,
    };
  } finally {
    await engine.close();
    await libraries.close();
    await rm(dataDir, { recursive: true });
  }
}
