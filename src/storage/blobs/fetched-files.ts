import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/** Default for the maximum number of bytes of the files. */
const MAX_BYTES = 512 * 2 ** 20;
/** Milliseconds for which an evicted file stays, because a task that asked for its path may not have opened it yet. */
const EVICTED_MS = 15 * 60_000;

/** Temporary copies of blobs that are not files on this machine, for those that need a path. */
export interface FetchedFiles {
  /** Returns the path of a file with the content of a blob; undefined if the blob is missing. */
  find(key: string): Promise<string | undefined>;
  /** Removes the files of blobs that were removed. */
  remove(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Creates a cache of files, which it writes to a temporary folder of its own. @param read fetches a blob */
export function createFetchedFiles(
  read: (key: string) => Promise<Uint8Array | undefined>,
  { maxBytes = MAX_BYTES, evictedMs = EVICTED_MS } = {},
): FetchedFiles {
  const closing = new AbortController();
  let folder: Promise<string> | undefined;
  let written = 0;
  const removeFile = (file: string) => rm(file, { force: true }).catch(() => undefined);
  const removeLater = (file: string) =>
    wait(evictedMs, undefined, { ref: false, signal: closing.signal }).then(
      () => removeFile(file),
      () => undefined,
    );
  const files = new LRUCache<string, { readonly file: string; readonly bytes: number }>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
    dispose: ({ file }, _, reason) => void (reason === 'evict' ? removeLater(file) : removeFile(file)),
  });
  /** Fetches in progress, by key: tasks that ask for a file at the same time share one. */
  const fetching = new Map<string, Promise<string | undefined>>();

  const fetchFile = async (key: string) => {
    const bytes = await read(key);
    if (!bytes) return undefined;
    folder ??= mkdtemp(path.join(tmpdir(), 'soundalike-audio-'));
    const file = path.join(await folder, `${written++}-${key.replaceAll('/', '-')}`);
    try {
      await writeFile(file, bytes);
    } catch (error) {
      await removeFile(file);
      throw error;
    }
    files.set(key, { file, bytes: bytes.length });
    return file;
  };

  return {
    async find(key) {
      const known = files.get(key);
      if (known) return known.file;
      const shared = fetching.get(key) ?? fetchFile(key).finally(() => fetching.delete(key));
      fetching.set(key, shared);
      return shared;
    },
    async remove(keys) {
      for (const key of keys) {
        // A fetch that began before the removal would leave its file in the cache.
        await fetching.get(key)?.catch(() => undefined);
        files.delete(key);
      }
    },
    async close() {
      closing.abort();
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
