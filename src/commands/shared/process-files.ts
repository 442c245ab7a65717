import { sayError, UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';

export interface RejectedFile {
  readonly name: string;
  readonly error: UserError;
}

/** Maximum number of rejected files that a reply names. */
const MAX_NAMED = 5;

/**
 * Processes the files of a request one after the other. If a file cannot be used, adds it to `rejected` and continues;
 * if `rejected` is null, throws the error. Always throws an error that concerns the whole request, such as a rate
 * limit.
 * @param process receives a file and its position, such as `2 of 3`
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

/** Returns a heading and a line per rejected file, for up to five files; an empty list if no file was rejected. */
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
