import { type ErrorKind, OperatorError, UserError } from '../../errors.ts';

/** Result of a job as it crosses threads. A class does not survive structured cloning, so known errors are plain data. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: 'user'; readonly details: UserError['details'] }
  | { readonly ok: false; readonly error: 'operator'; readonly kind: ErrorKind; readonly message: string };

/** Runs a job in a worker thread and returns its value or its known error as data. Throws any other error. */
export async function outcomeOf<T>(job: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await job() };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, error: 'user', details: error.details };
    if (error instanceof OperatorError)
      return { ok: false, error: 'operator', kind: error.kind, message: error.message };
    throw error;
  }
}

/** Returns the value of an outcome in the calling thread. @throws the job's UserError or OperatorError, made again */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  if (outcome.error === 'user') throw new UserError(outcome.details);
  throw new OperatorError(outcome.kind, outcome.message);
}
