import { readFile } from 'node:fs/promises';
import { DamagedFileError, NewerFileError } from '../../files/checksummed-json.ts';
import { replaceFile } from '../../files/durable.ts';
import { errorCode, unlessMissing } from '../../files/fs-errors.ts';
import type { Fault } from '../../files/issue.ts';

const NEWER = 'was written by a later version of Soundalike, and is left as it is: use that version';

export interface Checked<T> {
  /** Undefined where neither copy can be read. */
  readonly content: T | undefined;
  /** Whether there may be more than `content`: a later version of this program wrote it, or it cannot be read now. */
  readonly isPartial: boolean;
  readonly faults: readonly Fault[];
}

export interface CopiesToCheck<T> {
  readonly file: string;
  readonly decode: (bytes: Buffer) => T;
  /** Reads the file as the bot does, which puts damaged copies aside and restores from the other. */
  readonly restore: () => Promise<void>;
}

/** Looks at a file and its second copy, byte by byte. */
export async function checkCopies<T>({ file, decode, restore }: CopiesToCheck<T>): Promise<Checked<T>> {
  const copy = `${file}.bak`;
  const [current, second] = await Promise.all([load(file, decode), load(copy, decode)]);
  if (current.isNewer || second.isNewer) {
    const fault = { file: current.isNewer ? file : copy, problem: NEWER };
    return { content: current.isWhole ? current.content : undefined, isPartial: true, faults: [fault] };
  }
  if (current.isWhole) {
    const { bytes, content } = current;
    if (second.isWhole && second.bytes.equals(bytes)) return { content, isPartial: false, faults: [] };
    const problem = second.isWhole ? 'is another generation than the file beside it' : second.problem;
    const repair = () => replaceFile(copy, bytes);
    const fault = { file: copy, problem, remedy: 'write it anew from the file beside it', repair };
    return { content, isPartial: false, faults: [fault] };
  }
  if (second.isWhole) {
    const fault = { file, problem: current.problem, remedy: 'put it aside and use its second copy', repair: restore };
    return { content: second.content, isPartial: false, faults: [fault] };
  }
  if (current.isUnreadable || second.isUnreadable) {
    const problem = `${current.problem}, and its second copy ${second.problem}`;
    return { content: undefined, isPartial: true, faults: [{ file, problem }] };
  }
  const problem = `${current.problem}, and so is its second copy`;
  const fault = { file, problem, remedy: 'put both aside', repair: restore };
  return { content: undefined, isPartial: false, faults: [fault] };
}

type Loaded<T> =
  | { readonly isWhole: true; readonly isNewer: false; readonly bytes: Buffer; readonly content: T }
  | {
      readonly isWhole: false;
      readonly isNewer: boolean;
      /** Whether the disk, not its content, is the matter: it may be whole. */
      readonly isUnreadable: boolean;
      readonly problem: string;
    };

async function load<T>(file: string, decode: (bytes: Buffer) => T): Promise<Loaded<T>> {
  const not = { isWhole: false, isNewer: false, isUnreadable: false } as const;
  try {
    const bytes = await unlessMissing(readFile(file));
    if (!bytes) return { ...not, problem: 'is missing' };
    return { isWhole: true, isNewer: false, bytes, content: decode(bytes) };
  } catch (error) {
    if (error instanceof NewerFileError) return { ...not, isNewer: true, problem: NEWER };
    if (error instanceof DamagedFileError) return { ...not, problem: `is damaged: ${error.message}` };
    const code = errorCode(error);
    if (code === undefined) throw error;
    return { ...not, isUnreadable: true, problem: `cannot be read: ${code}` };
  }
}
