import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Adapter } from 'lowdb';
import { checksumInHeader, DamagedFileError, NewerFileError } from './checksummed-json.ts';
import { makeFolder, replaceFile, syncAfter, syncFolder } from './durable.ts';
import { errorCode, isFull, unlessMissing } from './fs-errors.ts';

/** A problem of a file, such as damage or a missing second copy. */
export interface Issue {
  readonly file: string;
  readonly problem: string;
  /** What `repair` does, as an instruction such as "remove it". */
  readonly remedy?: string;
  /** Repairs the file. Absent if a person has to decide what to do. */
  readonly repair?: () => Promise<void>;
}

export interface Inspection<T> {
  /** Content of the file; undefined if neither copy could be read. */
  readonly content: T | undefined;
  readonly issues: readonly Issue[];
  /** Whether at least one copy existed, but none was intact. */
  readonly isLost: boolean;
  /** Why the content may be incomplete now: a later version of this program wrote it, or the disk cannot read it. */
  readonly error?: unknown;
}

export interface MirroredFileOptions<T> {
  readonly file: string;
  /** Converts content to checksummed bytes; `decode` reverses that. @throws DamagedFileError, NewerFileError */
  readonly encode: (content: T) => Buffer;
  readonly decode: (bytes: Buffer) => T;
  readonly quarantine: string;
  /** Called for each issue that `read` or `write` finds without throwing an error. */
  readonly report: (issue: Issue) => void;
}

/** A lowdb adapter for one file with a second copy. */
export interface MirroredFile<T> extends Adapter<T> {
  readonly file: string;
  /** Whether `read` found at least one copy, but none that was intact. */
  readonly isLost: boolean;
  /** Reads every byte of both copies and changes nothing. A repair runs only if the caller calls it. */
  inspect(): Promise<Inspection<T>>;
}

type Copy<T> =
  | { readonly state: 'whole'; readonly bytes: Buffer; readonly content: T }
  | {
      readonly state: 'missing' | 'damaged' | 'unreadable' | 'newer';
      readonly problem: string;
      readonly error?: unknown;
    };

/**
 * Stores content in a file, and then in a second copy beside it (`.bak`).
 * If one copy is damaged, the other contains every acknowledged change. The exception is a second copy for which a full
 * disk has no space: this is reported, and the next write or read creates the copy. A damaged file is moved into
 * quarantine, never overwritten.
 */
export function createMirroredFile<T>(options: MirroredFileOptions<T>): MirroredFile<T> {
  const { file, encode, decode, quarantine, report } = options;
  const folder = path.dirname(file);
  const copy = `${file}.bak`;
  /** Damaged files that could not be moved into quarantine yet, for example on a read-only disk. */
  const damaged = new Set<string>();
  let isLost = false;

  const moveToQuarantine = async (names: readonly string[]) => {
    for (const name of names) damaged.add(name);
    await makeFolder(quarantine);
    for (const name of names) {
      const mark = `${new Date().toISOString().replaceAll(/[^0-9]/g, '')}-${randomBytes(2).toString('hex')}`;
      await unlessMissing(rename(name, path.join(quarantine, `${path.basename(name)}.${mark}`)));
      await syncFolder(folder);
      damaged.delete(name);
    }
  };
  const writeFile = async (bytes: Uint8Array) => {
    if (damaged.has(file)) await moveToQuarantine([file]);
    try {
      await replaceFile(file, bytes);
    } catch (error) {
      if (!isFull(error) || !(await isSmaller(bytes, file))) throw error;
      // On a full disk, smaller content may take the space of the second copy. Otherwise nothing could ever be removed.
      await rm(copy, { force: true });
      await replaceFile(file, bytes);
    }
  };
  const writeCopy = async (bytes: Uint8Array) => {
    if (damaged.has(copy)) await moveToQuarantine([copy]);
    await replaceFile(copy, bytes);
  };
  /** A failed second copy is only reported, because a change is valid without it. */
  const tryToWriteCopy = (bytes: Uint8Array) =>
    writeCopy(bytes).catch((cause) => report({ file: copy, problem: `second copy not written: ${errorCode(cause)}` }));

  const inspect = async (): Promise<Inspection<T>> => {
    const [current, second] = await Promise.all([load(file, decode), load(copy, decode)]);
    const content = current.state === 'whole' ? current.content : second.state === 'whole' ? second.content : undefined;
    const blocking = (name: string, { problem, error }: Exclude<Copy<T>, { state: 'whole' }>) => ({
      content,
      issues: [{ file: name, problem }],
      isLost: false,
      error,
    });
    if (current.state === 'newer') return blocking(file, current);
    if (second.state === 'newer') return blocking(copy, second);
    if (current.state === 'whole') {
      if (second.state === 'whole' && second.bytes.equals(current.bytes)) return { content, issues: [], isLost: false };
      const problem = second.state === 'whole' ? 'has other content than the file beside it' : second.problem;
      const repair = () => writeCopy(current.bytes);
      return {
        content,
        issues: [{ file: copy, problem, remedy: 'write it again from the file beside it', repair }],
        isLost: false,
      };
    }
    if (second.state === 'whole') {
      if (current.state === 'unreadable' && !isBadSector(current.error)) return blocking(file, current);
      const isThere = current.state !== 'missing';
      const repair = async () => {
        if (isThere) await moveToQuarantine([file]);
        await writeFile(second.bytes);
      };
      const remedy = isThere ? 'move it into quarantine and use its second copy' : 'use its second copy';
      return { content, issues: [{ file, problem: current.problem, remedy, repair }], isLost: false };
    }
    const problem = `${current.problem}, and its second copy ${second.problem}`;
    // An unreadable copy stays, because it may be readable again later and there is no other copy.
    const unreadable = [current, second].find(({ state }) => state === 'unreadable');
    if (unreadable) return blocking(file, { ...unreadable, problem });
    const names = [...(current.state === 'damaged' ? [file] : []), ...(second.state === 'damaged' ? [copy] : [])];
    if (names.length === 0) return { content, issues: [], isLost: false };
    const remedy = `move ${names.length > 1 ? 'both' : 'the damaged one'} into quarantine`;
    return { content, issues: [{ file, problem, remedy, repair: () => moveToQuarantine(names) }], isLost: true };
  };

  return {
    file,
    get isLost() {
      return isLost;
    },
    inspect,
    async read() {
      const current = await load(file, decode);
      if (current.state === 'whole') {
        // Only the header of the second copy is checked, so that opening stays fast. The doctor compares every byte.
        if (!(await looksLike(copy, current.bytes))) await tryToWriteCopy(current.bytes);
        return current.content;
      }
      const found = await inspect();
      if (found.error !== undefined) throw found.error;
      for (const { file: name, problem, remedy, repair } of found.issues) {
        report({ file: name, problem: `${problem}; repair: ${remedy}` });
        await repair?.().catch((cause) => report({ file: name, problem: `not repaired: ${errorCode(cause)}` }));
      }
      isLost = found.isLost;
      if (isLost) report({ file, problem: 'neither copy can be read: what it held is missing until one is restored' });
      return found.content ?? null;
    },
    async write(content) {
      const bytes = encode(content);
      await makeFolder(folder);
      await syncAfter(folder, async () => {
        await writeFile(bytes);
        await tryToWriteCopy(bytes);
      });
    },
  };
}

async function load<T>(file: string, decode: (bytes: Buffer) => T): Promise<Copy<T>> {
  try {
    const bytes = await unlessMissing(readFile(file));
    return bytes ? { state: 'whole', bytes, content: decode(bytes) } : { state: 'missing', problem: 'is missing' };
  } catch (error) {
    if (error instanceof DamagedFileError) return { state: 'damaged', problem: `is damaged: ${error.message}` };
    if (error instanceof NewerFileError) {
      const problem = 'was written by a later version of Soundalike, and is left as it is: use that version';
      return { state: 'newer', problem, error };
    }
    const code = errorCode(error);
    if (code === undefined) throw error;
    return { state: 'unreadable', problem: `cannot be read: ${code}`, error };
  }
}

/** Compares the length and the checksum of a file with those of `bytes`, without reading the rest of the file. */
async function looksLike(file: string, bytes: Buffer): Promise<boolean> {
  const handle = await unlessMissing(open(file, 'r'));
  if (!handle) return false;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(128), 0, 128, 0);
    return size === bytes.length && checksumInHeader(buffer.subarray(0, bytesRead)) === checksumInHeader(bytes);
  } catch (error) {
    if (!isBadSector(error)) throw error;
    return false;
  } finally {
    await handle.close();
  }
}

function isBadSector(error: unknown): boolean {
  return ['EIO', 'EBADMSG'].includes(errorCode(error) ?? '');
}

async function isSmaller(bytes: Uint8Array, file: string): Promise<boolean> {
  return bytes.length < ((await unlessMissing(stat(file)))?.size ?? 0);
}
