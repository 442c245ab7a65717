import { UserError } from '../../errors.ts';
import { errorCode } from '../../files/fs-errors.ts';

/** SQLSTATE codes, and codes of the operating system, after which the same transaction may succeed a moment later. */
const TRANSIENT = new Set([
  ...['40001', '40P01', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', '25P03', '25006', '53300', '55006'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOENT', 'EADDRNOTAVAIL', 'ECONNABORTED'],
]);
/** SQLSTATE codes with which a server refuses a commit: of the others, some can follow a commit that was made. */
const REFUSALS = new Set(['40001', '40P01', '55P03']);
/** SQLSTATE class of the errors of a connection. */
const CONNECTION_CLASS = /^08.{3}$/;
/** SQLSTATE code of a server whose disk is full. */
const DISK_FULL = '53100';
/** Messages of errors of the driver, which have no code. */
const DRIVER_MESSAGES = /^(Connection terminated|Query read timeout|timeout exceeded|Client (has|was) )/;

/** Returns whether a transaction failed because of its connection or of another transaction, so that it may be retried. */
export function isTransient(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) return TRANSIENT.has(code) || CONNECTION_CLASS.test(code);
  return error instanceof Error && DRIVER_MESSAGES.test(error.message);
}

/** Returns whether the server refused a transaction, so that the transaction has changed nothing. */
export function isRefusal(error: unknown): boolean {
  return REFUSALS.has(errorCode(error) ?? '');
}

/** Returns the `UserError` for a failure of the database; returns any other error unchanged. */
export function explainDatabaseError(error: unknown): unknown {
  if (isTransient(error)) return new UserError({ code: 'databaseAway' }, { cause: error });
  return errorCode(error) === DISK_FULL ? new UserError({ code: 'diskFull' }, { cause: error }) : error;
}
