import type { Config } from '../config.ts';
import type { Engine } from '../engine/index.ts';
import { type Libraries, type Library, openLibraries, type StorageOptions } from '../storage/index.ts';
import { withEngine } from './with-engine.ts';

/** Guild id of the only library in a folder that is given with `--library`. */
export const FOLDER_LIBRARY = '0';

export interface OpenLibrary {
  readonly library: Library;
  readonly settings: Libraries['settings'];
}

/** Runs `task` with the library of one guild, and closes the library afterwards. */
export async function withLibrary<T>(
  storage: StorageOptions,
  guildId: string,
  task: (open: OpenLibrary) => Promise<T>,
): Promise<T> {
  const libraries = await openLibraries(storage);
  try {
    return await task({ library: await libraries.open(guildId), settings: libraries.settings });
  } finally {
    await libraries.close();
  }
}

/** Runs `task` with an engine and the library of one guild, and closes both afterwards. */
export function withEngineAndLibrary<T>(
  config: Config,
  storage: StorageOptions,
  guildId: string,
  task: (open: OpenLibrary & { readonly engine: Engine }) => Promise<T>,
): Promise<T> {
  return withLibrary(storage, guildId, (open) => withEngine(config, (engine) => task({ ...open, engine })));
}
