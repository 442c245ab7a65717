/**
 * Program that adds sounds to guild 1 of a database until it is killed. Usage: `postgres-writer.ts URL FOLDER SEED`.
 * Prints `adding SEED` before each addition, and `added SEED ID` or `refused SEED CODE` after it.
 */
import { writeSync } from 'node:fs';
import { UserError } from '../../../src/errors.ts';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { newSound } from './sounds.ts';

const [url, folder, first] = process.argv.slice(2);
if (url === undefined || folder === undefined || first === undefined)
  throw new Error('name a database, a folder, a seed');
const libraries = await openPostgresLibraries({ url, blobs: openFolderBlobs(folder) });

/** Prints a line synchronously, so that a later kill cannot lose it. */
const say = (...words: readonly (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);

for (let seed = Number(first); ; seed++) {
  say('adding', seed);
  try {
    const library = await libraries.open('1');
    const { id } = await library.change((writer) => writer.add(newSound(seed)));
    say('added', seed, id);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say('refused', seed, error.code);
  }
}
