import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { BUNDLE_OPTIONS, COMMON_JS, EXTERNAL_PACKAGES } from '../../scripts/bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the bundled programs; each has the path of its source file, with `.mjs` in place of `.ts`. */
    bundles: string;
  }
}

const ROOT = path.join(import.meta.dirname, '../..');
/** Programs that tests start as processes of their own. */
const PROGRAMS = [
  'src/main.ts',
  'src/cli.ts',
  'tests/helpers/fetch-lock-contender.ts',
  'tests/storage/helpers/lock-holder.ts',
  'tests/storage/helpers/lock-visitor.ts',
  'tests/storage/helpers/open-folder.ts',
  'tests/storage/helpers/postgres-writer.ts',
  'tests/storage/helpers/writer-process.ts',
];

/**
 * Bundles the programs and all modules of worker threads as JavaScript, once per run, as the build of Soundalike does.
 * From source, each process and thread would transform all of its modules again, which takes longer than most tests.
 */
export async function setup(project: TestProject): Promise<() => void> {
  // The bundles import packages, so they lie inside node_modules.
  // A killed run leaves its folder, and a later process may have the same id.
  const run = `${process.pid}-${Math.round(performance.timeOrigin)}`;
  const folder = path.join(ROOT, 'node_modules/.cache', `bundles-${run}`);
  // vitest calls this function for each of its projects, one after the other.
  const isFirst = mkdirSync(folder, { recursive: true }) !== undefined;
  if (isFirst) await bundle(folder);
  if (isFirst) project.onTestsRerun(() => bundle(folder));
  project.provide('bundles', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

async function bundle(folder: string): Promise<void> {
  const workers = ['src', 'tests'].flatMap((part) =>
    readdirSync(path.join(ROOT, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.worker.ts'))
      .map((name) => path.join(part, name)),
  );
  await build({
    ...BUNDLE_OPTIONS,
    entryPoints: [...PROGRAMS, ...workers].map((name) => path.join(ROOT, name)),
    outbase: ROOT,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    external: EXTERNAL_PACKAGES.filter((name) => name !== 'discord-playground'),
    alias: { 'discord-playground': path.join(ROOT, 'packages/discord-playground/src/index.ts') },
    banner: { js: COMMON_JS },
    plugins: [sourcePaths(folder)],
  });
}

/** Lets each module see the URL of its source, and finds the bundles of worker threads in `folder`. */
function sourcePaths(folder: string): Plugin {
  return {
    name: 'source-paths',
    setup({ onLoad }) {
      onLoad({ filter: /\/sibling-module\.ts$/ }, () => ({
        contents: `export const siblingModule = (moduleUrl, name) =>
          new URL(new URL(name, moduleUrl).href.replace(${JSON.stringify(url(ROOT))}, ${JSON.stringify(url(folder))}) + '.mjs');`,
      }));
      onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
        contents: readFileSync(file, 'utf8')
          .replaceAll('import.meta.url', JSON.stringify(url(file)))
          .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
        loader: 'ts',
      }));
    },
  };
}

function url(file: string): string {
  return pathToFileURL(file).href;
}
