import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** The 206 CC0 samples of Sonic Pi, from npm `supersonic-scsynth-samples`. */
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('supersonic-scsynth-samples/package.json')),
  'samples',
);

/** Names without `.flac`, sorted: `ambi_choir`, ... */
export const SAMPLE_NAMES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.flac'))
  .map((name) => basename(name, '.flac'))
  .sort();

export function samplePath(name: string): string {
  return join(FOLDER, `${name}.flac`);
}
