import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { isExpected } from '../errors.ts';

interface Report<T> {
  /** Returns the line to print for a file whose task succeeded. */
  readonly done: (file: string, value: T) => string;
  readonly json: boolean;
}

type Outcome = { readonly line: string; readonly ok: boolean } | { readonly bug: unknown };

/**
 * Runs `task` on each file, several files at a time, and prints one line per file in the order given.
 * A file that fails does not stop the others.
 * @returns whether all files succeeded
 * @throws the first unexpected error, after all files are done
 */
export async function runFiles<T>(
  files: readonly string[],
  task: (file: string) => Promise<T>,
  report: Report<T>,
): Promise<boolean> {
  // Runs twice as many tasks as there are cores, so that the worker threads stay busy while files are read and written.
  const queue = new PQueue({ concurrency: availableParallelism() * 2 });
  const outcomes = files.map((file) =>
    queue
      .add(() => task(file))
      .then(
        (value): Outcome => ({ line: report.done(file, value), ok: true }),
        (error: unknown) => failure(file, error, report.json),
      ),
  );
  let succeeded = true;
  const bugs: unknown[] = [];
  for (const pending of outcomes) {
    const outcome = await pending;
    if ('bug' in outcome) {
      bugs.push(outcome.bug);
      continue;
    }
    const { line, ok } = outcome;
    (ok || report.json ? process.stdout : process.stderr).write(`${line}\n`);
    succeeded &&= ok;
  }
  if (bugs.length > 0) throw bugs[0];
  return succeeded;
}

function failure(file: string, error: unknown, json: boolean): Outcome {
  const isKnown = isExpected(error) || (error instanceof Error && 'code' in error);
  if (!isKnown) return { bug: error };
  return { line: json ? JSON.stringify({ file, error: error.message }) : `${file}: ${error.message}`, ok: false };
}
