import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundledProgram } from '../helpers/bundled-program.ts';

/**
 * Returns the URL of the bundle of a worker thread's module, which lies in the same folder as the calling module.
 * Replaces the function in `src/engine/workers/sibling-module.ts`.
 */
export function siblingModule(moduleUrl: string, name: string): URL {
  const source = fileURLToPath(new URL(`./${name}.ts`, moduleUrl));
  return pathToFileURL(bundledProgram(path.relative(path.join(import.meta.dirname, '../..'), source)));
}
