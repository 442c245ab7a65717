import { sayError, UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';

/** A file that was not added, and the reason. */
export interface RejectedFile {
  readonly name: string;
  readonly error: UserError;
}

/** The number of rejected files that are named. */
const MAX_NAMED = 5;

/**
 * Processes the files of a request one after the other. With a list of `rejected` files, a file that cannot be used is
 * put on the list, and the others are still processed. Without one, its error ends the loop. An error that concerns the
 * whole request, such as a rate limit, always ends the loop.
 * @param process receives the file and its position, such as `2 of 3`
 */
export async function processFiles<File extends { readonly name: string }>(
  files: readonly File[],
  process: (file: File, part: string) => Promise<void>,
  { t, rejected }: { readonly t: Messages; readonly rejected: RejectedFile[] | null },
): Promise<void> {
  for (const [index, file] of files.entries()) {
    try {
      await process(file, t.common.part(index + 1, files.length));
    } catch (error) {
      if (rejected === null || !(error instanceof UserError) || error.scope !== 'file') throw error;
      rejected.push({ name: file.name, error });
    }
  }
}

/** Returns a heading and a line for each rejected file, up to a maximum; nothing if no file was rejected. */
export function rejectedLines(
  rejected: readonly RejectedFile[],
  { importing, common, errors }: Messages,
  formatName: (name: string) => string,
): readonly string[] {
  if (rejected.length === 0) return [];
  const lines = rejected
    .slice(0, MAX_NAMED)
    .map(({ name, error }) => `${formatName(name)}: ${sayError(errors, error)}`);
  const more = rejected.length > MAX_NAMED ? [common.andMore(rejected.length - MAX_NAMED)] : [];
  return [importing.notTaken, ...lines, ...more];
}
