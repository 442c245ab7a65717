import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { COMMON_JS, EXTERNAL_PACKAGES } from '../../scripts/bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the bundled modules of worker threads; each has the path of its source file, with `.js`. */
    workers: string;
  }
}

const ROOT = path.join(import.meta.dirname, '../..');

/**
 * Bundles every module of a worker thread as JavaScript, once per run.
 * From source, each thread would transform all of its modules again, which takes longer than most tests.
 */
export async function setup(project: TestProject): Promise<() => void> {
  // The bundles import packages, so they lie inside node_modules.
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'workers-'));
  await bundle(folder);
  project.onTestsRerun(() => bundle(folder));
  project.provide('workers', folder);
  return () => rmSync(folder, { recursive: true });
}

async function bundle(folder: string): Promise<void> {
  const entryPoints = ['src', 'tests'].flatMap((part) =>
    readdirSync(path.join(ROOT, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.worker.ts'))
      .map((name) => path.join(ROOT, part, name)),
  );
  await build({
    entryPoints,
    bundle: true,
    external: [...EXTERNAL_PACKAGES],
    banner: { js: COMMON_JS },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    outbase: ROOT,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
}
