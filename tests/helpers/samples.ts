import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Folder of the npm package `supersonic-scsynth-samples`: the 206 CC0 samples of Sonic Pi. */
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('supersonic-scsynth-samples/package.json')),
  'samples',
);

/** Names of the 206 samples in alphabetical order, without `.flac`. Example: `ambi_choir`. */
export const SAMPLE_NAMES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.flac'))
  .map((name) => basename(name, '.flac'))
  .sort();

export function samplePath(name: string): string {
  return join(FOLDER, `${name}.flac`);
}
