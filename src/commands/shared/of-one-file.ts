import { UserError, type UserErrorKind } from '../../errors.ts';

/** What would be said of the other files as well. */
const GENERAL: readonly UserErrorKind[] = ['busy', 'limit', 'not-allowed', 'cancelled'];

/** Whether an error is one file's own, so that the others of several can be taken all the same. */
export function isOfOneFile(error: unknown): error is UserError {
  return error instanceof UserError && !GENERAL.includes(error.kind);
}
