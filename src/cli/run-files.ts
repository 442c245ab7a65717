import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { isExpected, type OperatorError, type UserError } from '../errors.ts';
import { describeFailure, isKnownFailure } from './describe-failure.ts';
import { printable } from './printable.ts';

interface Report<T> {
  /** Returns the line to print for a file whose task succeeded. */
  readonly done: (file: string, value: T) => string;
  /** Returns whether an error means that a file is named as skipped, and is no failure. By default, none does. */
  readonly isSkipped?: (file: string, error: UserError | OperatorError) => boolean;
  readonly json: boolean;
}

type Outcome = { readonly line: string; readonly result: 'done' | 'skipped' | 'failed' } | { readonly bug: unknown };

/**
 * Runs `task` on each file, several files at a time, and prints one line per file in the order given.
 * A file that fails does not stop the others. Names that are not UTF-8 are printed with replacement characters.
 * @returns whether all files succeeded
 * @throws the first unexpected error, after all files are done
 */
export async function runFiles<T, File extends string | Buffer>(
  files: readonly File[],
  task: (file: File) => Promise<T>,
  report: Report<T>,
): Promise<boolean> {
  // Runs twice as many tasks as there are cores, so that the worker threads stay busy while files are read and written.
  const queue = new PQueue({ concurrency: availableParallelism() * 2 });
  const outcomes = files.map((file) =>
    queue
      .add(() => task(file))
      .then(
        (value): Outcome => ({ line: report.done(nameOf(file, report), value), result: 'done' }),
        (error: unknown) => failure(nameOf(file, report), error, report),
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
    const { line, result } = outcome;
    (result === 'done' || report.json ? process.stdout : process.stderr).write(`${line}\n`);
    succeeded &&= result !== 'failed';
  }
  if (bugs.length > 0) throw bugs[0];
  return succeeded;
}

/** Returns the name of a file as it is printed. In JSON, the name stays as it is, because JSON escapes it. */
function nameOf(file: string | Buffer, { json }: { readonly json: boolean }): string {
  return json ? file.toString() : printable(file.toString());
}

function failure<T>(file: string, error: unknown, { json, isSkipped }: Report<T>): Outcome {
  if (!isKnownFailure(error)) return { bug: error };
  const message = json ? describeFailure(error) : printable(describeFailure(error));
  const isFailure = !(isExpected(error) && isSkipped?.(file, error));
  if (json)
    return { line: JSON.stringify({ file, [isFailure ? 'error' : 'skipped']: message }), ...resultOf(isFailure) };
  return { line: isFailure ? `${file}: ${message}` : `${file} skipped: ${message}`, ...resultOf(isFailure) };
}

function resultOf(isFailure: boolean) {
  return { result: isFailure ? 'failed' : 'skipped' } as const;
}
