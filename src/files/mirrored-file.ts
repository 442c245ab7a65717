import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Adapter } from 'lowdb';
import { checksumInHeader, DamagedFileError } from './checksummed-json.ts';
import { makeFolder, replaceFile, syncAfter, syncFolder } from './durable.ts';
import { errorCode, isFull, unlessMissing } from './fs-errors.ts';

/** Something that went wrong with a file, and what became of it. */
export interface FileProblem {
  readonly file: string;
  readonly problem: string;
}

export interface TwoCopiesOptions<T> {
  readonly file: string;
  /** The content as sealed bytes, and back. @throws DamagedFileError, NewerFileError */
  readonly encode: (content: T) => Buffer;
  readonly decode: (bytes: Buffer) => T;
  /** Where damaged files are put aside. */
  readonly quarantine: string;
  readonly report: (problem: FileProblem) => void;
}

export interface MirroredFile<T> extends Adapter<T> {
  /** Whether reading found that there was something, and neither copy of it could be read. */
  readonly lost: boolean;
}

/**
 * Keeps something in a file and, written after it, a second copy beside it (`.bak`): whatever happens to one of them,
 * all that was ever acknowledged is in the other, or it was reported that there was no room for that one; the next
 * change or start writes it then. A damaged file is moved into quarantine, never overwritten.
 */
export function createMirroredFile<T>({
  file,
  encode,
  decode,
  quarantine,
  report,
}: TwoCopiesOptions<T>): MirroredFile<T> {
  const folder = path.dirname(file);
  const copy = `${file}.bak`;
  /** Damaged files that could not be moved away yet, as on a read-only disk. */
  const damaged = new Set<string>();
  let broken = false;
  let lost = false;

  const putAside = async (name: string) => {
    damaged.add(name);
    await makeFolder(quarantine);
    const mark = `${new Date().toISOString().replaceAll(/[^0-9]/g, '')}-${randomBytes(2).toString('hex')}`;
    await unlessMissing(rename(name, path.join(quarantine, `${path.basename(name)}.${mark}`)));
    await syncFolder(folder);
    damaged.delete(name);
  };
  const quarantineIt = async (name: string, why: string) => {
    report({ file: name, problem: `${why}, moved into quarantine` });
    await putAside(name).catch((cause) => report({ file: name, problem: `not moved: ${errorCode(cause)}` }));
  };
  /** The bytes and content of a file; undefined where it is missing or damaged. */
  const load = async (name: string) => {
    const bytes = await unlessMissing(readFile(name));
    if (!bytes) return undefined;
    try {
      return { bytes, content: decode(bytes) };
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      broken = true;
      await quarantineIt(name, `damaged (${error.message})`);
      return undefined;
    }
  };
  /** A second copy is worth having, but a change stands without it. */
  const writeCopy = async (bytes: Uint8Array) => {
    try {
      if (damaged.has(copy)) await putAside(copy);
      await replaceFile(copy, bytes);
    } catch (cause) {
      report({ file: copy, problem: `second copy not written: ${errorCode(cause)}` });
    }
  };
  const writeFile = async (bytes: Uint8Array) => {
    if (damaged.has(file)) await putAside(file);
    try {
      await replaceFile(file, bytes);
    } catch (error) {
      if (!isFull(error) || !(await isSmaller(bytes, file))) throw error;
      // On a full disk a removal, and it alone, may use the room of the second copy: else nothing could make room.
      await rm(copy, { force: true });
      await replaceFile(file, bytes);
    }
  };

  return {
    get lost() {
      return lost;
    },
    async read() {
      let unreadable: unknown;
      const current = await load(file).catch((error: unknown) => {
        if (!isUnreadable(error)) throw error;
        unreadable = error;
      });
      if (current) {
        if (!(await looksLike(copy, current.bytes))) await writeCopy(current.bytes);
        return current.content;
      }
      const second = await load(copy);
      if (second) {
        if (unreadable) await quarantineIt(file, `cannot be read (${errorCode(unreadable)})`);
        report({ file, problem: 'its second copy is used' });
        await writeFile(second.bytes).catch((cause) => report({ file, problem: `not restored: ${errorCode(cause)}` }));
        return second.content;
      }
      // It may be readable again, and is all that there is.
      if (unreadable) throw unreadable;
      lost = broken;
      if (lost) report({ file, problem: 'neither copy can be read: what it held is missing until one is restored' });
      return null;
    },
    async write(content) {
      const bytes = encode(content);
      await makeFolder(folder);
      await syncAfter(folder, async () => {
        await writeFile(bytes);
        await writeCopy(bytes);
      });
    },
  };
}

/** Whether a file has the length and the checksum of these bytes; the rest of it is not read. */
async function looksLike(file: string, bytes: Buffer): Promise<boolean> {
  const handle = await unlessMissing(open(file, 'r'));
  if (!handle) return false;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(128), 0, 128, 0);
    return size === bytes.length && checksumInHeader(buffer.subarray(0, bytesRead)) === checksumInHeader(bytes);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return false;
  } finally {
    await handle.close();
  }
}

/** Whether the disk fails at this very file, as at a bad sector. */
function isUnreadable(error: unknown): boolean {
  return ['EIO', 'EBADMSG'].includes(errorCode(error) ?? '');
}

async function isSmaller(bytes: Uint8Array, file: string): Promise<boolean> {
  return bytes.length < ((await unlessMissing(stat(file)))?.size ?? 0);
}
