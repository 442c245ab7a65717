import path from 'node:path';
import { inject } from 'vitest';

/**
 * Returns the path of the bundle of a program that tests start, which `node` runs (`tests/setup/bundle-programs.ts`).
 * @param source path of the program from the root of the repository: `src/main.ts`
 */
export function bundledProgram(source: string): string {
  return path.join(inject('bundles'), source.replace(/ts$/, 'mjs'));
}
