import { stat } from 'node:fs/promises';
import { OperatorError } from '../errors.ts';

/** Opening makes folders that are missing; this tells of a mistyped one instead. @throws UserError `not-found` */
export async function existingFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new OperatorError('not-found', `There is no folder ${folder}.`);
  return folder;
}
