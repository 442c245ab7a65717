import { EN_ERRORS, type ErrorLine, type ErrorMessages, sayLine } from './i18n/en-us/errors.ts';

/** What went wrong, for metrics, exit statuses and tests. */
export type ErrorKind =
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

export type ErrorCode = ErrorLine['code'];

/** The kind of each code. */
const KINDS: Readonly<Record<ErrorCode, ErrorKind>> = {
  serversOnly: 'usage',
  unknownButton: 'usage',
  unknownCommand: 'usage',
  restarting: 'busy',
  downloadTooSlow: 'download',
  downloadFailed: 'download',
  downloadRedirected: 'download',
  downloadGone: 'download',
  downloadElsewhere: 'download',
  fileTooLarge: 'too-large',
  fileLargerThan: 'too-large',
  notAudio: 'not-audio',
  noSoundTrack: 'not-audio',
  noSoundInIt: 'too-short',
  soundTooLong: 'too-long',
  readTooLarge: 'too-large',
  readTooSlow: 'too-long',
  analysisTooSlow: 'too-long',
  analysisTooLarge: 'too-large',
  busyAnalyzing: 'busy',
  noDecoder: 'usage',
  wordsNeedClap: 'needs-clap',
  wordsUnreadable: 'needs-clap',
  diskFull: 'limit',
  diskReadOnly: 'limit',
  libraryNewer: 'usage',
  libraryFull: 'limit',
  libraryFullOfAudio: 'limit',
  memberFull: 'limit',
  ownerFull: 'limit',
  libraryEmpty: 'not-found',
  soundGone: 'not-found',
  soundUnknown: 'not-found',
  soundAmbiguous: 'not-found',
  notYours: 'not-allowed',
  noAudioInMessage: 'not-audio',
  placeRefused: 'not-allowed',
  placesGone: 'not-allowed',
  addRefused: 'not-allowed',
  addForManagers: 'not-allowed',
  notYoursNorRoles: 'not-allowed',
  notYoursNorManager: 'not-allowed',
  settingsForManagers: 'not-allowed',
  limitUnreadable: 'usage',
  labelUnseen: 'usage',
  tooManyTags: 'usage',
  nothingToChange: 'usage',
  questionTooOld: 'usage',
  questionOfAnother: 'not-allowed',
  tooLateToUndo: 'usage',
  searchWithOne: 'usage',
  resultTooOld: 'not-found',
  resultOfAnother: 'not-allowed',
  soundNotReady: 'not-found',
  listTooOld: 'usage',
  mapTooFew: 'not-found',
  mapFailed: 'busy',
  exportEmpty: 'not-found',
  exportTooLarge: 'too-large',
  archiveUnreadable: 'usage',
  archiveListUnreadable: 'usage',
  archiveEmpty: 'usage',
  archiveTooMany: 'too-large',
  archiveTooLarge: 'too-large',
  tooManyAtOnce: 'busy',
  tooManyInMinute: 'busy',
  tookTooLong: 'limit',
  cancelled: 'cancelled',
  cancelOfAnother: 'not-allowed',
};

/** Kinds that are not about one file: the other files of the same request would fail in the same way. */
const REQUEST_KINDS: readonly ErrorKind[] = ['busy', 'limit', 'not-allowed', 'cancelled'];

/**
 * A mistake or a limit that a member can be told about, in one line that says what to do. The line is plain data, so
 * that it crosses threads and is said in the member's language. `message` is the English text, for logs.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly line: ErrorLine;
  readonly kind: ErrorKind;
  /** Whether one file is at fault (`file`), or the whole request (`request`). */
  readonly scope: 'file' | 'request';

  constructor(line: ErrorLine, options?: ErrorOptions) {
    super(sayLine(EN_ERRORS, line), options);
    this.line = line;
    this.kind = KINDS[line.code];
    this.scope = REQUEST_KINDS.includes(this.kind) ? 'request' : 'file';
  }

  get code(): ErrorCode {
    return this.line.code;
  }
}

/**
 * A mistake or a limit that only operators meet: settings, files, the command line. `message` is one English sentence
 * that says what to do.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Returns whether an error's message can be shown to a person as it is; any other error is a bug. */
export function isExpected(error: unknown): error is UserError | OperatorError {
  return error instanceof UserError || error instanceof OperatorError;
}

/** Returns the text of an error in the language of `messages`. */
export function sayError(messages: ErrorMessages, error: UserError): string {
  return sayLine(messages, error.line);
}
