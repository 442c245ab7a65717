import { UserError, type UserErrorKind } from '../../errors.ts';

/** What crosses from a worker thread: class identity does not survive the crossing, so user errors travel as data. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: UserErrorKind; readonly says: NonNullable<UserError['line']> | string };

/** In the worker: runs a job and wraps what a person may be told. Bugs are thrown as they are. */
export async function outcomeOf<T>(job: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await job() };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, kind: error.kind, says: error.line ?? error.message };
    throw error;
  }
}

/** In the caller: the value, or the user error thrown again. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new UserError(outcome.kind, outcome.says);
}
