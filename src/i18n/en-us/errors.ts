import { formatFor } from '../format.ts';

const { number, megabytes, count, either } = formatFor('en-US');
const soundsOf = (number: number) => count(number, { one: '# sound', other: '# sounds' });

/**
 * Every line that a member may be told when something cannot be done, in English: for the log, the command line and
 * members who read English. `src/commands/messages` has the same lines in the other languages.
 * Text in them comes escaped already.
 */
export const EN_ERRORS = {
  serversOnly: () => 'I work in servers only: each has a library of its own.',
  unknownButton: () => 'I do not know that button any more. Please start again.',
  unknownCommand: () => 'I do not know that command any more. Restart Discord to see the current ones.',
  restarting: () => 'I am being restarted. Please try again in a minute.',

  downloadTooSlow: () => 'The download took too long. Please try again.',
  downloadFailed: () => 'That file could not be downloaded. Please upload it again.',
  downloadRedirected: () => 'That file could not be downloaded: it is redirected too often.',
  downloadGone: ({ status }: { status: number }) =>
    `The file is not there any more (status ${status}). Please upload it again.`,
  downloadElsewhere: () => 'Files can be taken from Discord only. Please upload the file here.',
  fileTooLarge: ({ bytes, maxBytes }: { bytes: number; maxBytes: number }) =>
    `That file is ${megabytes(bytes)} MB; the limit here is ${megabytes(maxBytes)} MB.`,
  fileLargerThan: ({ maxBytes }: { maxBytes: number }) =>
    `That file is larger than ${megabytes(maxBytes)} MB, the limit here.`,

  notAudio: () => 'That file is not audio that I can read. Try WAV, MP3, OGG, FLAC or M4A.',
  noSoundTrack: () => 'That file has no sound track. Try WAV, MP3, OGG, FLAC or M4A.',
  noSoundInIt: () => 'There is no sound in that file. Check that it plays, or save it again.',
  soundTooLong: ({ maxSeconds }: { maxSeconds: number }) =>
    `That sound is too long: I take up to ${span(maxSeconds)}. Send a shorter cut.`,
  readTooLarge: ({ maxBytes }: { maxBytes: number }) =>
    `That file is too large: I read up to ${megabytes(maxBytes)} MB. Send a shorter cut.`,
  readTooSlow: () => 'That file took too long to read. Send a shorter cut, or save it again as WAV or MP3.',
  analysisTooSlow: ({ seconds }: { seconds: number }) =>
    `That file took longer than ${number(seconds)} s to listen to, so I stopped. Try a shorter one.`,
  analysisTooLarge: () => 'That file takes more memory to listen to than I may use. Try a shorter one.',
  busyAnalyzing: ({ seconds }: { seconds: number }) =>
    `I am busy listening to other sounds. Please try again in about ${number(seconds)} s.`,
  noDecoder: () => 'There is no ffmpeg to run. Install one, set FFMPEG_PATH, or set DECODER=wasm.',
  wordsNeedClap: () => 'Searching by words needs the CLAP model, which is not installed here. Attach a sound instead.',
  wordsUnreadable: () =>
    "Searching by words does not work here: the part of the CLAP model that reads them can't be used. Attach a sound instead.",

  diskFull: () => "The bot's disk is full, so nothing was changed. Ask whoever runs the bot to make room.",
  diskReadOnly: () =>
    'The bot may not write to its data folder, so nothing was changed. Ask whoever runs the bot to allow it.',
  libraryNewer: () => 'This library was written by a later version of Soundalike. Update the bot.',
  libraryFull: ({ sounds }: { sounds: number }) =>
    `This library is full: it may keep ${soundsOf(sounds)}. Remove one first.`,
  libraryFullOfAudio: ({ maxBytes }: { maxBytes: number }) =>
    `This library is full: it may keep ${megabytes(maxBytes)} MB of audio. Remove something first.`,
  memberFull: ({ sounds }: { sounds: number }) =>
    `You have ${soundsOf(sounds)} here, as many as one member may. Remove one first.`,
  ownerFull: ({ owner, sounds }: { owner: string; sounds: number }) =>
    `${owner} has ${soundsOf(sounds)} here, as many as one member may. Remove one of theirs first.`,

  libraryEmpty: () => 'This library is empty. Put the first sound in it with /add.',
  soundGone: () => 'That sound is not in the library any more.',
  soundUnknown: ({ name }: { name: string }) => `There is no sound called “${name}” here. See /list for what there is.`,
  soundAmbiguous: ({ sounds, name }: { sounds: number; name: string }) =>
    `${count(sounds, { one: '# sound is', other: '# sounds are' })} called “${name}”. Pick one from the list as you type.`,
  notYours: ({ owner }: { owner: string }) =>
    `${owner} added that sound. Only they, or someone who manages messages here, can change it.`,
  noAudioInMessage: () => 'That message has no audio file. Choose one that has.',

  placeRefused: ({ channels }: { channels: readonly string[] }) => `I may be used in ${either(channels)} only.`,
  placesGone: () => 'The channels that I may be used in are gone. Ask a manager of this server to send /settings.',
  addRefused: ({ roles }: { roles: readonly string[] }) => `Only members with ${either(roles)} may add sounds here.`,
  addForManagers: () => 'Only managers of this server may add sounds here. Ask one of them to look at /settings.',
  notYoursNorRoles: ({ owner, roles }: { owner: string; roles: readonly string[] }) =>
    `${owner} added that sound. Only they, or members with ${either(roles)}, can change it.`,
  notYoursNorManager: ({ owner }: { owner: string }) =>
    `${owner} added that sound. Only they, or a manager of this server, can change it.`,
  settingsForManagers: () => 'Only managers of this server can see and change its settings.',
  limitUnreadable: ({ max }: { max: number }) => `Give whole numbers from 1 to ${number(max)}, or leave a field empty.`,

  labelUnseen: () => 'A label needs letters or signs that can be seen.',
  tooManyTags: ({ max, given }: { max: number; given: number }) =>
    `A sound takes ${count(max, { one: '# tag', other: '# tags' })}; you gave ${given}.`,
  nothingToChange: () => 'Say what to change: a label, tags, or both.',
  questionTooOld: () => 'This question is too old. Please add the sound again.',
  questionOfAnother: () => 'Only the member who was asked can answer that.',
  tooLateToUndo: () => 'It is too late to put that back. Please add the sound again.',

  searchWithOne: () => 'Search with one thing: an audio file, a sound from the library, or words.',
  resultTooOld: () => 'This result is too old for its buttons. Please search again.',
  resultOfAnother: () => 'That is somebody else’s search. Send /search yourself, or choose a match to go on from it.',
  soundNotReady: () => 'I have to listen to that sound again first. Please try later.',
  listTooOld: () => 'This list is too old for its buttons. Please send /list again.',
  mapTooFew: ({ min }: { min: number }) => `A map takes at least ${soundsOf(min)}. Put some more here with /add.`,
  mapFailed: () => 'I could not draw the map just now. Please try again in a minute.',

  exportEmpty: () => 'This library is empty. There is nothing to export.',
  exportTooLarge: ({ archives }: { archives: number }) =>
    `This library would take ${count(archives, { one: '# archive', other: '# archives' })}, more than I send. Ask whoever runs me for a copy of its folder.`,
  archiveUnreadable: () => 'That is not a zip file that I can open.',
  archiveListUnreadable: ({ file }: { file: string }) => `The ${file} in that archive is not one that /export writes.`,
  archiveEmpty: () => 'There is no sound in that archive.',
  archiveTooMany: ({ max }: { max: number }) => `An archive takes ${soundsOf(max)}. Make several.`,
  archiveTooLarge: ({ maxBytes }: { maxBytes: number }) =>
    `That archive holds more than ${megabytes(maxBytes)} MB. Make several.`,

  tooManyAtOnce: ({ sounds }: { sounds: number }) =>
    `I am still listening to ${sounds} of your sounds. Please wait a moment.`,
  tooManyInMinute: ({ max, seconds }: { max: number; seconds: number }) =>
    `That makes more than ${soundsOf(max)} in a minute. Please wait ${seconds} s.`,
  tookTooLong: () => 'That took too long. Please try again later.',
  cancelled: () => 'Cancelled. Nothing was changed.',
  cancelOfAnother: () => 'Only the member who started that can cancel it.',
};

/** 600 is "10 minutes", 90 is "90 seconds". */
function span(seconds: number): string {
  return seconds >= 60 && seconds % 60 === 0
    ? count(seconds / 60, { one: '# minute', other: '# minutes' })
    : count(seconds, { one: '# second', other: '# seconds' });
}

type Lines = typeof EN_ERRORS;
type DetailsOf<T> = T extends (details: infer D) => string ? (unknown extends D ? object : D) : never;

/** What each line holds beside its words. */
export type ErrorDetails = { readonly [Name in keyof Lines]: Readonly<DetailsOf<Lines[Name]>> };

/** The lines in one language. */
export type ErrorMessages = { readonly [Name in keyof ErrorDetails]: (details: ErrorDetails[Name]) => string };

/** One line to be said in any language: `{ code: 'mapTooFew', min: 3 }`. Plain data, so that it crosses threads. */
export type ErrorLine<Name extends keyof ErrorDetails = keyof ErrorDetails> = {
  [N in Name]: { readonly code: N } & ErrorDetails[N];
}[Name];

export function sayLine<Name extends keyof ErrorDetails>(lines: ErrorMessages, line: ErrorLine<Name>): string {
  return lines[line.code](line);
}
