import { defineMessages } from '../define-messages.ts';

export const views = defineMessages('en-US', ({ count, number, sounds }) => ({
  common: {
    apology: (requestId: string) =>
      `Something went wrong on my side. If it happens again, tell whoever runs me this: ${requestId}`,
    untitled: 'untitled',
    somebody: 'somebody',
    /** Of several files or sounds: `2 of 3`. */
    part: (index: number, all: number) => `${index} of ${all}`,
    andMore: (many: number) => `and ${many} more`,
  },
  progress: {
    downloading: '⏬ Downloading…',
    decoding: '📀 Decoding…',
    listening: '👂 Listening…',
    comparing: '🔎 Comparing…',
    cancel: 'Cancel',
    nothingToCancel: 'There is nothing to cancel any more.',
    /** Shortly before the reply cannot be changed any more. */
    goesOn: '⏳ This takes longer than I can answer here. What comes of it will be in this channel.',
    goesOnUnseen:
      '⏳ This takes longer than I can answer here, and I may not write in this channel. Look into /list in a while.',
    cameOf: (files: string) => `⏳ What came of ${files}:`,
    failedLate: 'Something went wrong on my side. Please try again.',
  },
  /** What is listened for, and how alike two sounds are in it. */
  features: {
    names: {
      mfcc: 'Tone / Vocals',
      chroma: 'Tune / Melody',
      contrast: 'Foreground / Background',
      rhythm: 'Rhythm / Tempo',
      zcr: 'Voice / Noise texture',
      rms: 'Loudness / Dynamics',
    },
    meaning: 'Meaning',
    noneStandsOut: 'No single feature stands out',
    differsIn: (list: string) => `differs in ${list}`,
    closeness: {
      'same recording': 'same recording',
      'very close': 'very close',
      close: 'close',
      related: 'related',
      far: 'far',
    },
  },
  add: {
    added: '✅ Added',
    nowHere: (many: number) => `${sounds(many)} in this server's library`,
    hereAlready: '🤔 Here already?',
    undecided: 'Not added yet. You decide.',
    sameFile: (label: string, known: string) => `**${label}** is the very same file as **${known}**`,
    sameRecording: (label: string, known: string, percent: string) =>
      `**${label}** sounds like the same recording as **${known}** (${percent})`,
    anyway: 'Add anyway',
    leaveOut: 'Leave it out',
    leftOut: 'Left out.',
  },
  /** The modal that takes several files. */
  upload: {
    title: 'Add sounds',
    files: 'Audio files',
    filesHint: 'Up to ten: MP3, WAV, OGG, M4A, FLAC, Opus, or videos',
    label: 'Label',
    labelHint: 'What to call it, if it is one file; else the files’ names',
    tags: 'Tags',
    tagsHint: 'Words to find them by, with commas between: drum, loud, take 2',
  },
  edit: { done: '✏️ Changed.' },
  remove: {
    askOwn: (label: string) => `Remove **${label}**? For a minute it can be put back.`,
    ask: (owner: string, label: string) => `${owner} added **${label}**. Remove it all the same?`,
    yes: 'Remove',
    done: (label: string) => `🗑️ Removed **${label}**. For a minute it can be put back.`,
    undo: 'Put it back',
    back: (label: string) => `↩️ **${label}** is back.`,
  },
  forget: {
    ask: (many: number) =>
      `You added ${sounds(many)} here. Erase all of it, with the audio and your name? It cannot be undone.`,
    nothing: 'You have added nothing here. There is nothing to erase.',
    yes: 'Erase it all',
    done: (many: number) => `🧹 Erased ${sounds(many)}. Messages that I posted in channels are yours to delete.`,
  },
  /** What stands about one sound. */
  sound: {
    length: 'Length',
    addedBy: 'Added by',
    added: 'Added',
    tags: 'Tags',
    kilobytes: (kilobytes: number) => `${number(kilobytes)} KB`,
    taggedWith: (tag: string, many: number) => `${tag} (${sounds(many)})`,
  },
  list: {
    title: '📚 Sound library',
    empty: 'Nothing here yet. Put the first sound in with /add.',
    footer: (many: number, page: number, pages: number) => `${sounds(many)} · page ${number(page)} of ${number(pages)}`,
  },
  info: { nearest: 'Most like it' },
  map: {
    title: '🗺️ Map of the library',
    explained: 'The nearer two sounds, the more alike. Colours show each sound’s first tag.',
    shown: (many: number) => sounds(many),
    shownOf: (many: number, all: number) => `${sounds(many)} of ${number(all)}, picked evenly`,
  },
  duplicates: {
    title: '👯 More than once',
    none: 'Every recording is here once.',
    compared: (many: number) => `${sounds(many)} compared. Nothing is removed unless you do it.`,
    isAlso: (first: string, second: string) => `**${first}** is also **${second}**`,
  },
  stats: {
    title: '📊 Library',
    sounds: 'Sounds',
    together: 'Together',
    keptAudio: 'Kept audio',
    megabytes: (megabytes: number) => `${number(megabytes, 1)} MB`,
    room: 'Room',
    roomSounds: (here: number, most: number) => `${number(here)} of ${sounds(most)}`,
    roomMegabytes: (here: number, most: number) => `${number(here, 1)} of ${number(most)} MB`,
    roomYours: (yours: number, most: number) => `yours: ${number(yours)} of ${sounds(most)}`,
    downloading: (here: number, all: number | null) =>
      `Acoustic features only; the CLAP model is being downloaded: ${number(here)}${all === null ? '' : ` of ${number(all)}`} MB`,
    tags: 'Tags',
    members: 'Members',
    noneYet: 'none yet',
    hearing: 'How I hear',
    withClap: (many: number) => `CLAP and acoustic features; ${sounds(many)} with a meaning`,
    withoutClap: 'Acoustic features only; no CLAP model is installed',
    storage: '⚠️ Storage',
    problems: 'Damaged files of this library were set aside. Whoever runs me finds out more in my log.',
    toBeHeard: 'To be heard again',
    stale: (many: number, all: number) =>
      `${sounds(many)}, of ${number(all)}: heard by an earlier version or another model`,
  },
  search: { onlyFirst: 'Only the first of the message’s files was searched with.' },
  results: {
    title: (subject: string) => `🔎 Sounds like “${subject}”`,
    hearing: {
      clap: 'CLAP and acoustic features',
      acoustic: 'Acoustic features only',
      meaning: 'By meaning, with CLAP',
    },
    /** The stretch of the match that is most like the whole of what was searched with, and the other way round. */
    closestPart: (from: string, to: string) => `⏱️ closest from ${from} to ${to}`,
    closestToPart: (from: string, to: string) => `⏱️ matches yours from ${from} to ${to}`,
    searched: (many: number) => `${sounds(many)} searched`,
    heard: (duration: string) => `${duration} heard`,
    nothingFits: 'Nothing here fits that.',
    nothingElse: 'There is no other sound here to compare with yet.',
    nothingClose: '**Nothing close.** These are the nearest:',
    alsoAs: (label: string) => `also here as ${label}`,
    addedBy: (name: string) => `added by ${name}`,
    thatVeryFile: (sound: string) => `📌 That very file is in the library already: **${sound}** · 100 %`,
    only: (filters: string) => `Only sounds ${filters}.`,
    tagged: (tag: string) => `tagged ${tag}`,
    atLeast: (percent: string) => `${percent} or more alike`,
    weighted: '⚖️ Weighted by your own ear: scores are not comparable with others.',
  },
  controls: {
    play: '▶ Play a match…',
    more: '🔎 More like…',
    whatMatters: 'What matters?',
    close: 'Close',
    off: 'off',
  },
  exporting: {
    done: (many: number, archives: number) =>
      `📦 ${sounds(many)} in ${count(archives, { one: 'one archive', other: '# archives' })}.`,
    without: (many: number) => `Without ${sounds(many)} over the upload limit.`,
  },
  importing: {
    done: (many: number) => `✅ Done: added ${sounds(many)}.`,
    stopped: (many: number) => `✋ Stopped: added ${sounds(many)}.`,
    known: (many: number) =>
      count(many, {
        one: '# sound was here already.',
        other: '# sounds were here already.',
      }),
    again: 'Send the same again for the rest.',
    notTaken: 'Not taken:',
  },
  help: {
    title: '👂 Soundalike finds sounds by ear',
    summary: 'Give me a sound, and I name those in this server’s library that are most like it, and why.',
    start: 'Start here',
    add: '`/add` an audio file: it joins this server’s library. Alone, `/add` lets you choose up to ten.',
    searchWithWords:
      '`/search` with another file, a sound that is here, or words: I answer with the sounds most like it.',
    search: '`/search` with another file or a sound that is here: I answer with the sounds most like it.',
    menus: (find: string, add: string) =>
      `Or open any message’s menu, *Apps*: **${find}**, **${add}**. Voice messages work too.`,
    library: 'The library',
    looking:
      '`/list` shows what is there, `/map` draws it, `/info` plays one sound, `/duplicates` finds doubles, `/stats` counts.',
    changing: '`/edit` changes label and tags, `/remove` takes a sound out: your own, or any if this server lets you.',
    moving:
      '`/forget` erases all that you added. Managers set the rules with `/settings` and move a whole library with `/export` and `/import`.',
    belowResult: 'Below a result',
    controls:
      '▶ plays a match, 🔎 goes on from it, ◀ ▶ turn pages, and ⚖️ lets you say what matters: more rhythm, less tone.',
    listensFor: 'What I listen for',
    goodToKnow: 'Good to know',
    formats: 'MP3, WAV, OGG, M4A, FLAC, Opus and the sound of videos all work.',
    reasons: 'A reason is shown when that feature alone is more than 80 % alike.',
    ownLibrary: 'Every server has a library of its own; no other server hears it.',
    withClap: 'I also compare what sounds mean, with the CLAP model.',
    withoutClap: 'I compare how sounds sound; the CLAP model, which knows what they mean, is not installed here.',
  },
  /** What stands in pictures, and what they are to those who do not see them. */
  pictures: {
    yours: 'Yours',
    bestMatch: 'Best match',
    otherTags: 'other tags',
    noTag: 'no tag',
    shown: (name: string, duration: string) => `“${name}” (${duration})`,
    ofTwo: (first: string, second: string) => `Spectrograms, on one time axis, of ${first} and ${second}.`,
    ofOne: (sound: string) => `Spectrogram of ${sound}.`,
    alike: (features: string) => `Alike in: ${features}.`,
    ofSound: (sound: string) => `Waveform and spectrogram of ${sound}.`,
    ofLibrary: (many: number) => `Map of ${sounds(many)}: the nearer two points, the more alike.`,
    colours: (tags: string) => `Colours show first tags: ${tags}.`,
  },
}));

export type ViewMessages = typeof views;
