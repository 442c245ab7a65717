import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../files/durable.ts';
import { readNames } from '../../files/foreign-files.ts';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { Issue } from '../../files/mirrored-file.ts';
import type { DerivedData } from '../derived-data.ts';

/**
 * Data of one kind that are derived from the audio of sounds, such as fingerprints: one file per sound, named by the
 * sound's id. The data can be computed again from the audio. The files are therefore not synced (fsync) and have no
 * second copy. A checksum shows whether a file is complete.
 */
export interface DerivedFiles {
  write(id: string, derived: DerivedData): Promise<void>;
  /** Reads the data of a sound. Returns undefined if the file is missing, unreadable or damaged. */
  read(id: string): Promise<DerivedData | undefined>;
  /** Reads the data of many sounds. Sounds without data are missing from the result. */
  readAll(ids: readonly string[]): Promise<ReadonlyMap<string, DerivedData>>;
  remove(ids: readonly string[]): Promise<void>;
  /** Removes files that belong to no sound, such as those that a crash left behind. */
  removeStrays(isSound: (id: string) => boolean): Promise<void>;
  /** Reads all files. Returns an issue for each file that is damaged or belongs to no sound. */
  inspect(isSound: (id: string) => boolean): Promise<Issue[]>;
}

/** Folders of the kinds of derived data, in the folder of a library. */
export const FINGERPRINTS = 'fingerprints';
export const SEARCH_DATA = 'search-data';

/** Number of files that are read at once. */
const BATCH = 16;

/** Number of bytes of the SHA-256 that a file begins with: enough to detect damage, and few even for a short sound. */
const CHECKSUM_BYTES = 8;

export function createDerivedFiles(folder: string): DerivedFiles {
  const at = (id: string) => path.join(folder, id);
  const names = async () => (await unlessMissing(readNames(folder))) ?? [];
  const remove = async (ids: readonly string[]) => {
    await Promise.all(ids.map((id) => rm(at(id), { force: true })));
  };
  const read = async (id: string) => {
    const bytes = await readFile(at(id)).catch(() => undefined);
    return bytes && decodeDerived(bytes);
  };
  return {
    async write(id, derived) {
      await makeFolder(folder);
      await writeFile(at(id), encodeDerived(derived));
    },
    read,
    async readAll(ids) {
      const stored = new Set(await names());
      const wanted = ids.filter((id) => stored.has(id));
      const found = new Map<string, DerivedData>();
      for (let start = 0; start < wanted.length; start += BATCH) {
        const batch = wanted.slice(start, start + BATCH);
        const derived = await Promise.all(batch.map(read));
        for (const [place, id] of batch.entries()) {
          const data = derived[place];
          if (data) found.set(id, data);
        }
      }
      return found;
    },
    remove,
    removeStrays: async (isSound) => remove((await names()).filter((name) => !isSound(name))),
    async inspect(isSound) {
      const issues: Issue[] = [];
      for (const name of await names()) {
        const file = at(name);
        const isWhole = isSound(name) && decodeDerived(await readFile(file)) !== undefined;
        const problem = isSound(name)
          ? 'is damaged: it will be computed again'
          : 'is derived from a sound that is not here';
        if (!isWhole) issues.push({ file, problem, remedy: 'remove it', repair: () => rm(file, { force: true }) });
      }
      return issues;
    },
  };
}

/**
 * Encodes derived data as the content of a file: first a checksum, the first bytes of the SHA-256 of the rest; then
 * the length of the version, the version, the duration in seconds as a little-endian float64, and the data.
 */
export function encodeDerived({ version, seconds, data }: DerivedData): Uint8Array {
  const stamp = Buffer.from(version);
  const duration = Buffer.alloc(8);
  duration.writeDoubleLE(seconds);
  const content = Buffer.concat([Buffer.of(stamp.length), stamp, duration, data]);
  return Buffer.concat([checksum(content), content]);
}

/** Decodes the bytes of a file; undefined if they are damaged. */
export function decodeDerived(bytes: Buffer): DerivedData | undefined {
  const content = bytes.subarray(CHECKSUM_BYTES);
  if (content.length === 0 || !checksum(content).equals(bytes.subarray(0, CHECKSUM_BYTES))) return undefined;
  const end = 1 + (content[0] ?? 0);
  return {
    version: content.toString('utf8', 1, end),
    seconds: content.readDoubleLE(end),
    data: Uint8Array.from(content.subarray(end + 8)),
  };
}

function checksum(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest().subarray(0, CHECKSUM_BYTES);
}
