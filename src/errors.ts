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

  constructor(kind: UserErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
