import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { UserError } from '../errors.ts';

interface Report<T> {
  /** The line that says what became of a file. */
  readonly done: (file: string, value: T) => string;
  readonly json: boolean;
}

/**
 * Works through files with as many in flight as keep every core busy, and prints a line for each in the order given.
 * A file that cannot be heard is told about and does not stop the rest.
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
        (value) => ({ line: report.done(file, value), ok: true }),
        (error: unknown) => ({ line: failure(file, error, report.json), ok: false }),
      ),
  );
  let allWell = true;
  for (const outcome of outcomes) {
    const { line, ok } = await outcome;
    (ok || report.json ? process.stdout : process.stderr).write(`${line}\n`);
    allWell &&= ok;
  }
  return allWell;
}

function failure(file: string, error: unknown, json: boolean): string {
  const known = error instanceof UserError || (error instanceof Error && 'code' in error);
  if (!known) throw error;
  return json ? JSON.stringify({ file, error: error.message }) : `${file}: ${error.message}`;
}
