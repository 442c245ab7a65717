import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openLowdbLibraries } from '../../../src/storage/lowdb/store.ts';

/**
 * Truncates the segment files of a guild and their second copies, one file at a time, as a torn write would.
 * After each cut it checks that the library still opens with all its sounds and vectors.
 * @param places number of evenly spaced offsets at which each file is truncated
 * @returns number of cuts
 * @throws Error that names the file and the offset if sounds were lost
 */
export async function tornWrites(dataDir: string, guildId: string, places: number): Promise<number> {
  const folder = path.join(dataDir, 'guilds', guildId);
  const whole = await contents(dataDir, guildId);
  const names = (await readdir(folder)).filter((name) => /^segment-\d+\.json(\.bak)?$/.test(name));
  let cuts = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    for (let place = 0; place < places; place++) {
      const offset = Math.floor((place * bytes.length) / places);
      await writeFile(file, bytes.subarray(0, offset));
      if (!isDeepStrictEqual(await contents(dataDir, guildId), whole))
        throw new Error(`${name} cut at ${offset}: sounds were lost`);
      if (!bytes.equals(await readFile(file))) throw new Error(`${name} cut at ${offset}: it was not restored`);
      cuts++;
    }
  }
  return cuts;
}

async function contents(dataDir: string, guildId: string) {
  const libraries = await openLowdbLibraries({ dataDir });
  const library = await libraries.open(guildId);
  const sounds = library.list().map((sound) => ({ sound, embedding: library.embedding(sound.id) }));
  await libraries.close();
  return sounds;
}
