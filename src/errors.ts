import { ERROR_LINES, type ErrorLine, type ErrorLines, sayLine } from './i18n/en-us/errors.ts';

/** What went wrong, for code that must tell kinds apart (tests, metrics, translations). */
export type UserErrorKind =
  | 'not-audio'
  | 'too-large'
  | 'too-long'
  | 'too-short'
  | 'silent'
  | 'download'
  | 'busy'
  | 'cancelled'
  | 'limit'
  | 'not-found'
  | 'not-allowed'
  | 'exists'
  | 'needs-clap'
  | 'usage';

/**
 * A mistake or a limit that a person can be told about, in one line that says what to do.
 * Everything else that is thrown is a bug and is never shown as it is.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly kind: UserErrorKind;
  /** What it says, to be said in a member's language; undefined where nobody but an operator meets it. */
  readonly line: ErrorLine | undefined;

  /** @param says one of `error-lines.ts`, or for operators alone (settings, files, the command line) English as it is */
  constructor(kind: UserErrorKind, says: ErrorLine | string, options?: ErrorOptions) {
    super(typeof says === 'string' ? says : sayLine(ERROR_LINES, says), options);
    this.kind = kind;
    this.line = typeof says === 'string' ? undefined : says;
  }
}

/** What an error says in the language of these lines; what is for operators alone stays English. */
export function sayError(lines: ErrorLines, error: UserError): string {
  return error.line ? sayLine(lines, error.line) : error.message;
}
