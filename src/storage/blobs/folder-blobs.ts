import { access, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { copyDurably, makeFolder, syncFolder, writeDurably } from '../../files/durable.ts';
import { explainDiskError, unlessMissing } from '../../files/fs-errors.ts';
import type { BlobStore } from './blob-store.ts';

/** Ending of the name of a file that is being written. */
const INCOMPLETE = '.new';

/** Opens a blob store in a folder, with a folder for each guild. Several processes may use the folder at once. */
export function openFolderBlobs(root: string): BlobStore {
  const at = (key: string) => path.join(root, key);
  return {
    async put(key, audio) {
      const file = at(key);
      const incomplete = `${file}${INCOMPLETE}`;
      try {
        await makeFolder(path.dirname(file));
        await ('path' in audio ? copyDurably(audio.path, incomplete) : writeDurably(incomplete, audio));
        await rename(incomplete, file);
        await syncFolder(path.dirname(file));
      } catch (error) {
        await rm(incomplete, { force: true }).catch(() => undefined);
        throw explainDiskError(error);
      }
    },
    read: (key) => unlessMissing(readFile(at(key))),
    find: (key) => unlessMissing(access(at(key)).then(() => at(key))),
    async remove(keys) {
      await Promise.all(keys.map((key) => rm(at(key), { force: true })));
    },
    async *list(guildId) {
      for (const guild of guildId === undefined ? await foldersIn(root) : [guildId])
        for (const name of (await unlessMissing(readdir(at(guild)))) ?? []) {
          const key = `${guild}/${name}`;
          const found = await unlessMissing(stat(at(key)));
          if (found) yield { key, storedAt: found.mtime };
        }
    },
    async close() {},
  };
}

/** Returns the names of the folders in a folder, which may also contain files of others. */
async function foldersIn(folder: string): Promise<string[]> {
  const found = (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? [];
  return found.filter((each) => each.isDirectory()).map(({ name }) => name);
}
