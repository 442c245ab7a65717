import path from 'node:path';
import type { Library, Sound } from '../../../src/storage/library.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from './data-folder.ts';
import { newSound } from './sounds.ts';

interface Kept {
  readonly dataDir: string;
  readonly folder: string;
  readonly file: string;
  readonly copy: string;
  readonly sounds: readonly Sound[];
}

/** Creates a data folder in which guild 1 has `count` sounds. */
export async function folderWith(count: number): Promise<Kept> {
  const dataDir = await temporaryFolder();
  const libraries = await openIn(dataDir);
  const library = await libraries.open('1');
  for (let seed = 0; seed < count; seed++) await library.change((writer) => writer.add(newSound(seed)));
  const sounds = library.list();
  await libraries.close();
  const folder = path.join(dataDir, 'guilds', '1');
  const file = path.join(folder, 'segment-0000.json');
  return { dataDir, folder, file, copy: `${file}.bak`, sounds };
}

/** Opens the library of guild 1, calls `look` with the library, and closes it. */
export async function inspect<T>(dataDir: string, look: (library: Library) => Promise<T> | T): Promise<T> {
  const libraries = await openIn(dataDir);
  const result = await look(await libraries.open('1'));
  await libraries.close();
  return result;
}
