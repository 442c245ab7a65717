import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { isExpected } from '../errors.ts';

interface Report<T> {
  /** The line that says what became of a file. */
  readonly done: (file: string, value: T) => string;
  readonly json: boolean;
}

/** What became of a file: a line to print, or a bug. */
type Outcome = { readonly line: string; readonly ok: boolean } | { readonly bug: unknown };

/**
 * Works through files with as many in flight as keep every core busy, and prints a line for each in the order given.
 * A file that cannot be heard is told about and does not stop the rest. A bug does not either, and is thrown at the end.
 * @returns whether all went well
 */
export async function eachFile<T>(
  files: readonly string[],
  work: (file: string) => Promise<T>,
  report: Report<T>,
): Promise<boolean> {
  const queue = new PQueue({ concurrency: availableParallelism() * 2 });
  const outcomes = files.map((file) =>
    queue
      .add(() => work(file))
      .then(
        (value): Outcome => ({ line: report.done(file, value), ok: true }),
        (error: unknown) => failure(file, error, report.json),
      ),
  );
  let allWell = true;
  const bugs: unknown[] = [];
  for (const pending of outcomes) {
    const outcome = await pending;
    if ('bug' in outcome) {
      bugs.push(outcome.bug);
      continue;
    }
    const { line, ok } = outcome;
    (ok || report.json ? process.stdout : process.stderr).write(`${line}\n`);
    allWell &&= ok;
  }
  if (bugs.length > 0) throw bugs[0];
  return allWell;
}

function failure(file: string, error: unknown, json: boolean): Outcome {
  const known = isExpected(error) || (error instanceof Error && 'code' in error);
  if (!known) return { bug: error };
  return { line: json ? JSON.stringify({ file, error: error.message }) : `${file}: ${error.message}`, ok: false };
}
