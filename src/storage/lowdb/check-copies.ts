import { readFile } from 'node:fs/promises';
import { unlessMissing } from './disk-error.ts';
import { replaceFile } from './durable.ts';
import type { Fault } from './fault.ts';
import { DamagedFileError, NewerFileError } from './sealed.ts';

const NEWER = 'was written by a later version of Soundalike, and is left as it is: use that version';

export interface Checked<T> {
  /** Undefined where neither copy can be read. */
  readonly content: T | undefined;
  /** Whether a later version of this program wrote one of them: then `content` may not be all. */
  readonly isNewer: boolean;
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
    return { content: current.isWhole ? current.content : undefined, isNewer: true, faults: [fault] };
  }
  if (current.isWhole) {
    const { bytes, content } = current;
    if (second.isWhole && second.bytes.equals(bytes)) return { content, isNewer: false, faults: [] };
    const problem = second.isWhole ? 'is another generation than the file beside it' : second.problem;
    const repair = () => replaceFile(copy, bytes);
    const fault = { file: copy, problem, remedy: 'write it anew from the file beside it', repair };
    return { content, isNewer: false, faults: [fault] };
  }
  if (second.isWhole) {
    const fault = { file, problem: current.problem, remedy: 'put it aside and use its second copy', repair: restore };
    return { content: second.content, isNewer: false, faults: [fault] };
  }
  const problem = `${current.problem}, and so is its second copy`;
  const fault = { file, problem, remedy: 'put both aside', repair: restore };
  return { content: undefined, isNewer: false, faults: [fault] };
}

type Loaded<T> =
  | { readonly isWhole: true; readonly isNewer: false; readonly bytes: Buffer; readonly content: T }
  | { readonly isWhole: false; readonly isNewer: boolean; readonly problem: string };

async function load<T>(file: string, decode: (bytes: Buffer) => T): Promise<Loaded<T>> {
  const bytes = await unlessMissing(readFile(file));
  if (!bytes) return { isWhole: false, isNewer: false, problem: 'is missing' };
  try {
    return { isWhole: true, isNewer: false, bytes, content: decode(bytes) };
  } catch (error) {
    if (error instanceof NewerFileError) return { isWhole: false, isNewer: true, problem: NEWER };
    if (!(error instanceof DamagedFileError)) throw error;
    return { isWhole: false, isNewer: false, problem: `is damaged: ${error.message}` };
  }
}
