import { defineMessages } from '../define-messages.ts';

/** Texts of replies and pictures, except those of `/settings`. */
export const views = defineMessages('en-US', ({ number, percent, sounds }) => ({
  common: {
    apology: (requestId: string) =>
      `Something went wrong on my side. If it happens again, send this ID to the person who runs this bot: ${requestId}`,
    /** The outcome is unknown to the member, because Discord rejected or lost every answer. */
    undelivered:
      'Discord didn’t accept my answer, so I can’t show it. What you asked for may be done: please check before you try again.',
    untitled: 'untitled',
    somebody: 'somebody',
    /** Position of a file or sound among several: `2 of 3`. */
    part: (index: number, all: number) => `${index} of ${all}`,
    andMore: (many: number) => `and ${many} more`,
  },
  progress: {
    downloading: '⏬ Downloading…',
    decoding: '📀 Decoding…',
    listening: '👂 Listening…',
    comparing: '🔎 Comparing…',
    cancel: 'Cancel',
    nothingToCancel: 'There’s nothing left to cancel.',
    /** Notice shortly before Discord stops accepting edits of the reply, 15 minutes after the command. */
    continuesLater: '⏳ This is taking a while. I’ll post the result in this channel.',
    continuesPrivately: '⏳ This is taking a while. I’ll send you the result as a direct message.',
    continuesUnseen: '⏳ This is taking a while, and I can’t post in this channel. Check /list later.',
    resultFor: (files: string) => `⏳ Result for ${files}:`,
    failedLate: 'Something went wrong on my side. Please try again.',
  },
  /** Names of the features, and words for how similar two sounds are. */
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
    nowHere: (many: number) => `${sounds(many)} in this server’s library`,
    hereAlready: '🤔 Already here?',
    undecided: 'Not added yet. You decide.',
    anyway: 'Add anyway',
    leaveOut: 'Leave it out',
    labelUnused: 'A label is for a single file, so each sound has the name of its file.',
    leftOut: 'Left out.',
  },
  /** What two sounds are to each other. Each sentence has the names of both. */
  relations: {
    sameFile: (label: string, known: string) => `${label} is exactly the same file as ${known}`,
    sameRecording: (label: string, known: string) => `${label} is the same recording as ${known}`,
    excerpt: (part: string, whole: string, range: string) => `${part} is an excerpt of ${whole}: ${range}`,
    faster: (label: string, known: string, change: string) =>
      `${label} is ${known} at another speed (${change} faster)`,
    slower: (label: string, known: string, change: string) =>
      `${label} is ${known} at another speed (${change} slower)`,
    sharesPart: (label: string, known: string, where: string) => `${label} shares a part with ${known}: ${where}`,
    samePart: (range: string, knownRange: string) => `${range} is ${knownRange} there`,
    range: (from: string, to: string) => `${from} to ${to}`,
  },
  upload: {
    title: 'Add sounds',
    files: 'Audio files',
    filesHint: 'Up to ten: MP3, WAV, OGG, M4A, FLAC, Opus, or videos',
    label: 'Label',
    labelHint: 'Name for the sound. With several files, the file names are used.',
    tags: 'Tags',
    tagsHint: 'Words to find them by, separated by commas: drum, loud, take 2',
  },
  edit: { done: '✏️ Changed.' },
  remove: {
    askOwn: (label: string) => `Remove **${label}**? You can put it back for one minute.`,
    ask: (owner: string, label: string) => `${owner} added **${label}**. Remove it anyway?`,
    yes: 'Remove',
    done: (label: string) => `🗑️ Removed **${label}**. You can put it back for one minute.`,
    undo: 'Put it back',
    back: (label: string) => `↩️ **${label}** is back.`,
  },
  /** The card of one sound, and the suggestions of tags. */
  sound: {
    ...{ length: 'Length', addedBy: 'Added by', added: 'Added' },
    license: 'License',
    source: 'source',
    tags: 'Tags',
    kilobytes: (kilobytes: number) => `${number(kilobytes)} KB`,
    taggedWith: (tag: string, many: number) => `${tag} (${sounds(many)})`,
  },
  list: {
    title: '📚 Sound library',
    empty: 'Nothing here yet. Add the first sound with /add.',
    footer: (many: number, page: number, pages: number) => `${sounds(many)} · page ${number(page)} of ${number(pages)}`,
  },
  info: { nearest: 'Most similar' },
  map: {
    title: '🗺️ Map of the library',
    ofTag: (tag: string) => `🗺️ Map of the sounds tagged ${tag}`,
    aroundSound: (label: string) => `🗺️ Map around ${label}`,
    near: 'Close together means alike; the directions mean nothing.',
    explained:
      'Close together means alike; the directions mean nothing. Colors show each sound’s first tag, and large names its neighborhood.',
    shown: (many: number) => sounds(many),
    shownOf: (many: number, all: number) => `${sounds(many)} of ${number(all)}, picked evenly`,
  },
  duplicates: {
    title: '👯 Duplicates',
    none: 'No duplicates: every recording is here only once.',
    compared: (many: number) => `${sounds(many)} compared. Nothing is removed unless you remove it.`,
    pending: (many: number) => `${sounds(many)} not compared yet. Try again later.`,
  },
  stats: {
    title: '📊 Library',
    sounds: 'Sounds',
    totalLength: 'Total length',
    storedAudio: 'Stored audio',
    megabytes: (megabytes: number) => `${number(megabytes, 1)} MB`,
    quota: 'Space used',
    quotaSounds: (here: number, max: number) => `${number(here)} of ${sounds(max)}`,
    quotaMegabytes: (here: number, max: number) => `${number(here, 1)} of ${number(max)} MB`,
    quotaYours: (yours: number, max: number) => `yours: ${number(yours)} of ${sounds(max)}`,
    downloading: (here: number, all: number | null) =>
      `Acoustic features only; the CLAP model is being downloaded: ${number(here)}${all === null ? '' : ` of ${number(all)}`} MB`,
    tags: 'Tags',
    members: 'Members',
    noneYet: 'none yet',
    comparedBy: 'How I compare',
    withClap: (many: number) => `CLAP and acoustic features; ${sounds(many)} analyzed with CLAP`,
    withoutClap: 'Acoustic features only; no CLAP model is installed',
    storage: '⚠️ Storage',
    problems: 'Damaged files of this library were set aside. The person who runs this bot can find details in its log.',
    reanalysis: 'Waiting for re-analysis',
    stale: (many: number, all: number) =>
      `${sounds(many)}, of ${number(all)}: analyzed by an earlier version or another model`,
  },
  search: { onlyFirst: 'I only searched with the first file in that message.' },
  results: {
    title: (subject: string) => `🔎 Sounds like “${subject}”`,
    comparedBy: {
      clap: 'CLAP and acoustic features',
      acoustic: 'Acoustic features only',
      meaning: 'By meaning, with CLAP',
    },
    /** The part of the match that is most similar to the whole query. */
    closestPart: (from: string, to: string) => `⏱️ closest part: ${from} to ${to}`,
    /** The part of the query that is most similar to the whole match. */
    closestToPart: (from: string, to: string) => `⏱️ matches your sound from ${from} to ${to}`,
    page: (page: number, pages: number) => `page ${number(page)} of ${number(pages)}`,
    searched: (many: number) => `${sounds(many)} searched`,
    /** The share of the library's sounds that are as close to the query as a match, or closer. */
    top: (share: string) => `top ${share}`,
    /** Shown beside a match that is before another match with a higher score. */
    standsOut: 'stands out here',
    nothingFits: 'No sound here matches that.',
    nothingElse: 'There are no other sounds here to compare with yet.',
    nothingClose: '**Nothing here is close.** These come nearest:',
    alsoAs: (label: string) => `the same recording is also here as ${label}`,
    addedBy: (name: string) => `added by ${name}`,
    thatVeryFile: (sound: string) => `📌 The exact same file is already in the library: **${sound}** · ${percent(1)}`,
    only: (filters: string) => `Only sounds ${filters}.`,
    tagged: (tag: string) => `tagged ${tag}`,
    atLeast: (score: string) => `at least ${score} similar`,
    weighted: (changes: string) => `⚖️ ${changes}: don’t compare these scores with other searches.`,
  },
  controls: {
    matches: '🔊 Play a match, or find more like it…',
    play: (match: string) => `Play ${match}`,
    more: (match: string) => `More like ${match}`,
    whatMatters: 'What matters?',
    close: 'Close',
    off: 'off',
  },
  help: {
    inDirectMessages:
      'I find sounds by ear in servers, and each server has its own library. Type /help in a channel of a server to start.',
    title: '👂 Soundalike finds sounds by ear',
    summary: 'Give me a sound, and I’ll name the most similar ones in this server’s library, and say why.',
    start: 'Start here',
    add: '`/add` an audio file to this server’s library. Without a file, `/add` lets you choose up to ten.',
    searchWithWords:
      '`/search` with another file, a sound from the library, or words: I’ll answer with the most similar sounds.',
    search: '`/search` with another file or a sound from the library: I’ll answer with the most similar sounds.',
    menus: (find: string, add: string) =>
      `Or open a message’s menu, *Apps*: **${find}**, **${add}**. Voice messages work too.`,
    library: 'The library',
    exploring:
      '`/list` shows the library’s sounds, `/map` draws them, `/info` plays one, `/duplicates` finds duplicates, `/stats` shows totals.',
    changing:
      '`/edit` changes the label or tags of a sound you added, `/remove` removes it; `/edit-many` and `/remove-many` do this with many at once. Some servers let you change any sound.',
    moving:
      '`/forget` erases everything you added. Managers set the rules with `/settings` and move a whole library with `/export` and `/import`.',
    belowResult: 'Below the results',
    controls:
      '🔊 plays a match, 🔎 searches from it, ◀ ▶ turn the page, and ⚖️ lets you say what matters: only rhythm, more tune, without loudness. Its menu 🧪 mixes: also like a match, only with its rhythm, or less like it.',
    compares: 'What I compare',
    goodToKnow: 'Good to know',
    formats: 'MP3, WAV, OGG, M4A, FLAC, Opus and the sound of videos all work.',
    reasons: `A feature is shown as a reason when two sounds are more than ${percent(0.8)} alike in that feature alone.`,
    standsOut:
      'Some sounds are a little like everything. Sounds that are more like yours than like the rest *stand out* and come first.',
    ownLibrary: 'Every server has its own library; no other server can use it.',
    withClap: 'I also compare what sounds mean, with the CLAP model.',
    withoutClap: 'I compare how sounds sound. The CLAP model, which compares what they mean, is not installed here.',
  },
  /** Texts in pictures, and the alternative texts of pictures for screen readers. */
  pictures: {
    yours: 'Yours',
    bestMatch: 'Best match',
    match: (rank: number) => `Match ${number(rank)}`,
    otherTags: 'other tags',
    noTag: 'no tag',
    around: (label: string) => `like ${label}`,
    shown: (name: string, duration: string) => `“${name}” (${duration})`,
    ofTwo: (first: string, second: string) => `Spectrograms of ${first} and ${second} on one time axis.`,
    ofOne: (sound: string) => `Spectrogram of ${sound}.`,
    aligned: (first: string, second: string, difference: string) =>
      `${first} and ${second} in one panel, as they match: ${difference}.`,
    /** Names of the bands of a beat, from low to high. */
    bands: ['low', 'mid', 'high'],
    alike: (features: string) => `Alike in: ${features}.`,
    ofSound: (sound: string) => `Waveform and spectrogram of ${sound}.`,
    ofLibrary: (many: number) => `Map of ${sounds(many)}: the closer two points are, the more alike.`,
    colours: (tags: string) => `Colors show first tags: ${tags}.`,
  },
}));

export type ViewMessages = typeof views;
