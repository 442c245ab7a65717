import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inject } from 'vitest';

/**
 * Returns the URL of the bundle of a worker thread's module, which lies in the same folder as the calling module.
 * Replaces the function in `src/engine/workers/sibling-module.ts`.
 */
export function siblingModule(moduleUrl: string, name: string): URL {
  const source = fileURLToPath(new URL(`./${name}`, moduleUrl));
  const fromRoot = path.relative(path.join(import.meta.dirname, '../..'), source);
  return pathToFileURL(path.join(inject('workers'), `${fromRoot}.mjs`));
}
