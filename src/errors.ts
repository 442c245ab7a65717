import { errors as english } from './i18n/en-us/errors.ts';
import { type ErrorCode, type ErrorDetails, type ErrorMessages, errorText } from './i18n/error-codes.ts';

/** Category of an error, for metrics, exit statuses and tests. */
export type ErrorKind =
  | 'not-audio'
  | 'too-large'
  | 'too-long'
  | 'too-short'
  | 'download'
  | 'busy'
  | 'cancelled'
  | 'limit'
  | 'not-found'
  | 'not-allowed'
  | 'needs-clap'
  | 'usage';

const KINDS: Readonly<Record<ErrorCode, ErrorKind>> = {
  serversOnly: 'usage',
  unknownButton: 'usage',
  unknownCommand: 'usage',
  restarting: 'busy',
  restarted: 'busy',
  downloadTooSlow: 'download',
  downloadFailed: 'download',
  downloadRedirected: 'download',
  downloadGone: 'download',
  downloadUnavailable: 'download',
  downloadElsewhere: 'download',
  fileTooLarge: 'too-large',
  fileLargerThan: 'too-large',
  notAudio: 'not-audio',
  noSoundTrack: 'not-audio',
  formatUnsupported: 'not-audio',
  fileDamaged: 'not-audio',
  noSound: 'too-short',
  soundSilent: 'too-short',
  soundTooLong: 'too-long',
  soundTooDetailed: 'too-long',
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
  audioStoreAway: 'busy',
  databaseAway: 'busy',
  databaseUnsure: 'busy',
  libraryNewer: 'usage',
  libraryUnreadable: 'limit',
  libraryFull: 'limit',
  libraryFullOfAudio: 'limit',
  memberFull: 'limit',
  ownerFull: 'limit',
  libraryEmpty: 'not-found',
  soundGone: 'not-found',
  audioMissing: 'not-found',
  postRefused: 'not-allowed',
  boardForbidden: 'not-allowed',
  boardManageForbidden: 'not-allowed',
  boardBotForbidden: 'not-allowed',
  boardSoundGone: 'not-found',
  boardBusy: 'busy',
  boardUnavailable: 'busy',
  boardRefused: 'usage',
  boardHalfDone: 'limit',
  boardNameShort: 'usage',
  boardEmoji: 'usage',
  boardEmpty: 'not-found',
  soundUnknown: 'not-found',
  soundAmbiguous: 'not-found',
  notYours: 'not-allowed',
  noAudioInMessage: 'not-audio',
  channelNotAllowed: 'not-allowed',
  allowedChannelsGone: 'not-allowed',
  addRefused: 'not-allowed',
  addForManagers: 'not-allowed',
  notYoursNorRoles: 'not-allowed',
  notYoursNorManager: 'not-allowed',
  settingsForManagers: 'not-allowed',
  channelNotWritable: 'not-allowed',
  limitUnreadable: 'usage',
  collectionUnknown: 'not-found',
  collectionsFull: 'limit',
  soundInTooMany: 'limit',
  chooseByFilter: 'usage',
  pathToItself: 'usage',
  labelInvisible: 'usage',
  sourceNoLink: 'usage',
  tooManyTags: 'usage',
  nothingToChange: 'usage',
  chooseSounds: 'usage',
  noneChosen: 'not-found',
  noneYours: 'not-allowed',
  tooManyChosen: 'limit',
  tagsNotGiven: 'usage',
  tagsUnchanged: 'usage',
  tagsFull: 'usage',
  changeTooOld: 'not-found',
  questionTooOld: 'usage',
  questionPending: 'busy',
  questionAdded: 'usage',
  questionLeftOut: 'usage',
  questionOfAnother: 'not-allowed',
  tooLateToUndo: 'usage',
  searchByNeedsSound: 'usage',
  mixByWholeSound: 'usage',
  searchWithOne: 'usage',
  resultTooOld: 'not-found',
  resultOfAnother: 'not-allowed',
  soundNotReady: 'not-found',
  listTooOld: 'usage',
  filterUnknown: 'usage',
  filterValue: 'usage',
  filterQuote: 'usage',
  filterNone: 'not-found',
  mapTooFew: 'not-found',
  mapFailed: 'busy',
  cannotDraw: 'usage',
  exportEmpty: 'not-found',
  archiveUnreadable: 'usage',
  archiveListUnreadable: 'usage',
  archiveEmpty: 'usage',
  archiveTooMany: 'too-large',
  archiveTooLarge: 'too-large',
  tooManyAtOnce: 'busy',
  tooManyInMinute: 'busy',
  tooManyRequests: 'busy',
  requestsTooFast: 'busy',
  exportRunning: 'busy',
  tookTooLong: 'limit',
  cancelled: 'cancelled',
  cancelOfAnother: 'not-allowed',
};

/** Kinds of errors that concern a whole request: every other file of the request would fail in the same way. */
const REQUEST_KINDS: readonly ErrorKind[] = ['busy', 'limit', 'not-allowed', 'cancelled'];

/**
 * An error that is shown to members, such as a mistake in an option or a limit. `details` is plain data, so that the
 * error can be sent between threads and translated by {@link sayError}. `message` is the English text, for logs.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly details: ErrorDetails;
  readonly kind: ErrorKind;
  /** `file` if another file might succeed, `request` if every file of the request would fail. */
  readonly scope: 'file' | 'request';

  constructor(details: ErrorDetails, options?: ErrorOptions) {
    super(errorText(english, details), options);
    this.details = details;
    this.kind = KINDS[details.code];
    this.scope = REQUEST_KINDS.includes(this.kind) ? 'request' : 'file';
  }

  get code(): ErrorCode {
    return this.details.code;
  }
}

/** An error that only operators see. `message` is an English text that says what to do. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Returns whether an error was expected and has a text for members or operators. Any other error is a bug. */
export function isExpected(error: unknown): error is UserError | OperatorError {
  return error instanceof UserError || error instanceof OperatorError;
}

export function sayError(messages: ErrorMessages, error: UserError): string {
  return errorText(messages, error.details);
}
