import { readFile } from 'node:fs/promises';
import { unlessMissing } from './disk-error.ts';
import { replaceFile } from './durable.ts';
import type { Fault } from './fault.ts';
import { DamagedFileError } from './sealed.ts';

export interface Checked<T> {
  /** Undefined where neither copy can be read. */
  readonly content: T | undefined;
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
  if (current.isWhole) {
    const { bytes, content } = current;
    if (second.isWhole && second.bytes.equals(bytes)) return { content, faults: [] };
    const problem = second.isWhole ? 'is another generation than the file beside it' : second.problem;
    const repair = () => replaceFile(copy, bytes);
    return { content, faults: [{ file: copy, problem, remedy: 'write it anew from the file beside it', repair }] };
  }
  if (second.isWhole) {
    const fault = { file, problem: current.problem, remedy: 'put it aside and use its second copy', repair: restore };
    return { content: second.content, faults: [fault] };
  }
  const problem = `${current.problem}, and so is its second copy`;
  return { content: undefined, faults: [{ file, problem, remedy: 'put both aside', repair: restore }] };
}

type Loaded<T> =
  | { readonly isWhole: true; readonly bytes: Buffer; readonly content: T }
  | { readonly isWhole: false; readonly problem: string };

async function load<T>(file: string, decode: (bytes: Buffer) => T): Promise<Loaded<T>> {
  const bytes = await unlessMissing(readFile(file));
  if (!bytes) return { isWhole: false, problem: 'is missing' };
  try {
    return { isWhole: true, bytes, content: decode(bytes) };
  } catch (error) {
    if (error instanceof DamagedFileError) return { isWhole: false, problem: `is damaged: ${error.message}` };
    throw error;
  }
}
