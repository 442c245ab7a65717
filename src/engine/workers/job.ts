import { move, transferableSymbol, valueSymbol } from 'piscina';
import { OperatorError, UserError } from '../../errors.ts';
import { ClapUnavailable } from '../clap/clap-unavailable.ts';

/** A known error as plain data, because structured cloning between threads drops an error's class. */
type ErrorData =
  | Pick<UserError, 'name' | 'details'>
  | Pick<OperatorError, 'name' | 'kind' | 'message'>
  | Pick<ClapUnavailable, 'name' | 'reason' | 'message'>;

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorData };

/** Function that a worker module exports for a pool to call. It resolves to an {@link Outcome}. */
type WorkerJob<Job> = (job: Job) => Promise<unknown>;

/**
 * Wraps a function as the job of a worker thread.
 * An error of a known class reaches the caller with its class. Any other error is a bug, and becomes a plain error.
 * @param run the work of one job
 * @param buffersOf returns the buffers of a result that are transferred to the caller instead of copied
 */
export function defineJob<Job, Value>(
  run: (job: Job) => Value | Promise<Value>,
  buffersOf: (value: Value) => readonly ArrayBufferLike[] = () => [],
): WorkerJob<Job> {
  return async (job) => {
    try {
      const value = await run(job);
      const outcome: Outcome<Value> = { ok: true, value };
      // Several parts of a result may share a buffer, but each buffer may be listed for transfer only once.
      return move({ [transferableSymbol]: [...new Set(buffersOf(value))], [valueSymbol]: outcome });
    } catch (error) {
      const outcome: Outcome<Value> = { ok: false, error: toData(error) };
      return outcome;
    }
  };
}

/** Returns the value of a job's outcome, in the calling thread. @throws the job's error, with its class restored */
export function unwrap<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw revive(outcome.error);
}

/** Converts an error of a known class to plain data. @throws an error of any other class */
function toData(error: unknown): ErrorData {
  if (error instanceof UserError) return { name: error.name, details: error.details };
  if (error instanceof OperatorError) return { name: error.name, kind: error.kind, message: error.message };
  if (error instanceof ClapUnavailable) return { name: error.name, reason: error.reason, message: error.message };
  throw error;
}

function revive(data: ErrorData): Error {
  switch (data.name) {
    case 'UserError':
      return new UserError(data.details);
    case 'OperatorError':
      return new OperatorError(data.kind, data.message);
    case 'ClapUnavailable':
      return new ClapUnavailable(data.reason, data.message);
  }
}
