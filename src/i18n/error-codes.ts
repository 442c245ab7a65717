type None = object;

/** Parameters of each error that members may see, by error code. Strings in them are already escaped for Discord. */
export interface ErrorParameters {
  serversOnly: None;
  unknownButton: None;
  unknownCommand: None;
  restarting: None;
  restarted: None;

  downloadTooSlow: None;
  downloadFailed: None;
  downloadRedirected: None;
  downloadGone: { readonly status: number };
  downloadUnavailable: { readonly status: number };
  downloadElsewhere: None;
  fileTooLarge: { readonly bytes: number; readonly maxBytes: number };
  fileLargerThan: { readonly maxBytes: number };

  notAudio: None;
  noSoundTrack: None;
  formatUnsupported: { readonly format: string };
  fileDamaged: { readonly format: string };
  noSound: None;
  soundSilent: None;
  soundTooLong: { readonly maxSeconds: number };
  soundTooDetailed: { readonly channelCount: number; readonly rate: number; readonly maxSeconds: number };
  readTooLarge: { readonly maxBytes: number };
  readTooSlow: None;
  analysisTooSlow: { readonly seconds: number };
  analysisTooLarge: None;
  busyAnalyzing: { readonly seconds: number };
  noDecoder: None;
  wordsNeedClap: None;
  wordsUnreadable: None;

  diskFull: None;
  diskReadOnly: None;
  audioStoreAway: None;
  databaseAway: None;
  databaseUnsure: None;
  libraryNewer: None;
  libraryUnreadable: None;
  libraryFull: { readonly sounds: number };
  libraryFullOfAudio: { readonly maxBytes: number };
  memberFull: { readonly sounds: number };
  ownerFull: { readonly owner: string; readonly sounds: number };

  libraryEmpty: None;
  soundGone: None;
  audioMissing: None;
  postRefused: None;
  boardForbidden: None;
  boardManageForbidden: None;
  boardBotForbidden: None;
  boardSoundGone: None;
  boardBusy: None;
  boardUnavailable: None;
  boardRefused: None;
  boardHalfDone: { readonly name: string };
  boardNameShort: None;
  boardEmoji: None;
  boardEmpty: None;
  soundUnknown: { readonly name: string; readonly near: readonly string[] };
  soundAmbiguous: { readonly sounds: number; readonly name: string };
  notYours: { readonly owner: string };
  noAudioInMessage: None;

  channelNotAllowed: { readonly channels: readonly string[] };
  allowedChannelsGone: None;
  addRefused: { readonly roles: readonly string[] };
  addForManagers: None;
  notYoursNorRoles: { readonly owner: string; readonly roles: readonly string[] };
  notYoursNorManager: { readonly owner: string };
  settingsForManagers: None;
  channelNotWritable: { readonly channel: string };
  limitUnreadable: { readonly max: number };

  collectionUnknown: { readonly name: string; readonly near: readonly string[] };
  collectionsFull: { readonly max: number };
  soundInTooMany: { readonly sound: string; readonly max: number };
  chooseByFilter: None;
  pathToItself: None;

  labelInvisible: None;
  sourceNoLink: None;
  tooManyTags: { readonly max: number; readonly given: number };
  nothingToChange: None;
  chooseSounds: None;
  noneChosen: None;
  noneYours: { readonly sounds: number };
  tooManyChosen: { readonly sounds: number; readonly max: number };
  tagsNotGiven: None;
  tagsUnchanged: None;
  tagsFull: { readonly max: number };
  changeTooOld: None;
  questionTooOld: None;
  questionPending: None;
  questionAdded: None;
  questionLeftOut: None;
  questionOfAnother: None;
  tooLateToUndo: None;

  searchByNeedsSound: None;
  mixByWholeSound: None;
  searchWithOne: None;
  resultTooOld: None;
  resultOfAnother: None;
  soundNotReady: None;
  listTooOld: None;
  filterUnknown: { readonly part: string; readonly at: number; readonly near: readonly string[] };
  filterValue: { readonly part: string; readonly at: number; readonly examples: readonly string[] };
  filterQuote: { readonly part: string; readonly at: number };
  filterNone: { readonly part: string; readonly sounds: number };
  mapTooFew: { readonly min: number };
  mapFailed: None;
  cannotDraw: None;

  exportEmpty: None;
  archiveUnreadable: None;
  archiveListUnreadable: { readonly file: string };
  archiveEmpty: None;
  archiveTooMany: { readonly max: number };
  archiveTooLarge: { readonly maxBytes: number };

  tooManyAtOnce: { readonly sounds: number };
  tooManyInMinute: { readonly max: number; readonly seconds: number };
  tooManyRequests: { readonly requests: number };
  requestsTooFast: { readonly seconds: number };
  exportRunning: None;
  tookTooLong: None;
  cancelled: None;
  cancelOfAnother: None;
}

export type ErrorCode = keyof ErrorParameters;

export type ErrorMessages = { readonly [Code in ErrorCode]: (parameters: ErrorParameters[Code]) => string };

/** An error as plain data that threads can exchange and any language can express: `{ code: 'mapTooFew', min: 3 }`. */
export type ErrorDetails<Code extends ErrorCode = ErrorCode> = {
  [C in Code]: { readonly code: C } & ErrorParameters[C];
}[Code];

export function errorText<Code extends ErrorCode>(messages: ErrorMessages, details: ErrorDetails<Code>): string {
  return messages[details.code](details);
}
