import type { APIFileUploadComponent } from 'discord-api-types/v10';
import { isFileTypeAllowed } from '../../world/content-types.ts';
import type { PendingFile } from './upload-file.ts';

/** Maximum number of files in a file field of a modal, and in a message, at Discord. */
export const MAX_FILES = 10;

/** Returns a line for each reason why Discord's client would not send the files of a modal's field. */
export function uploadProblems(
  { required = true, min_values: min = 1, max_values: max = 1, file_types: types = [] }: APIFileUploadComponent,
  files: readonly PendingFile[],
): string[] {
  const problems = files.flatMap(({ file }) => {
    if (types.length > 0 && !isFileTypeAllowed(file.name, types))
      return [`${file.name} is not one of the types that fit here: ${types.join(', ')}.`];
    return file.size === 0 ? [`${file.name} is empty.`] : [];
  });
  if (files.length > max) problems.push(`${max} files fit here, and ${files.length} are chosen. Take some out.`);
  if (required && files.length < Math.max(1, min)) problems.push('Choose a file.');
  return problems;
}
