import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { inject } from 'vitest';
import { COMMON_JS, EXTERNAL_PACKAGES } from '../../scripts/bundle.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles a program as JavaScript, once per test process. Returns the path of the bundle, which `node` runs.
 * From source, each process would transform all of its modules again, which takes 2 s or more.
 * @param source path of the program from the root of the repository: `src/main.ts`
 */
export function bundleProgram(source: string): Promise<string> {
  const bundle = bundles.get(source) ?? writeBundle(source);
  bundles.set(source, bundle);
  return bundle;
}

async function writeBundle(source: string): Promise<string> {
  const outfile = path.join(inject('workers'), `programs-${process.pid}`, `${source}.mjs`);
  await build({
    entryPoints: [path.join(ROOT, source)],
    bundle: true,
    external: EXTERNAL_PACKAGES.filter((name) => name !== 'discord-playground'),
    banner: { js: COMMON_JS },
    alias: { 'discord-playground': path.join(ROOT, 'packages/discord-playground/src/index.ts') },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    outfile,
    plugins: [sourcePaths(inject('workers'))],
  });
  return outfile;
}

/** Lets each module see the URL of its source, and finds the bundles of worker threads in `workers`. */
function sourcePaths(workers: string): Plugin {
  return {
    name: 'source-paths',
    setup({ onLoad }) {
      onLoad({ filter: /\/sibling-module\.ts$/ }, () => ({
        contents: `export const siblingModule = (moduleUrl, name) =>
          new URL(new URL(name, moduleUrl).href.replace(${JSON.stringify(url(ROOT))}, ${JSON.stringify(url(workers))}) + '.mjs');`,
      }));
      onLoad({ filter: /\.ts$/ }, async ({ path: file }) => ({
        contents: (await readFile(file, 'utf8'))
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
