import { defineMessages } from '../define-messages.ts';

/** Texts of replies with which members find, play and change sounds of the library, one or many. */
export const library = defineMessages('en-US', ({ count, sounds }) => ({
  finding: {
    matches: (many: number, name: string) =>
      count(many, { one: `# name matches “${name}”.`, other: `# names match “${name}”. This page has the first one.` }),
    didYouMean: (name: string) => `There is no sound called “${name}” here. Did you mean:`,
    jump: '🔎 Jump to another match…',
  },
  actions: {
    /** A button that makes a sound a favorite, and its label once the sound is one. */
    favor: 'Add to favorites',
    favored: 'Favorite',
    play: 'Play',
    similar: 'Find similar',
    edit: 'Edit',
    remove: 'Remove',
    editTitle: 'Edit the sound',
    allTags: 'All its tags, separated by commas; leave this empty to remove them',
    noneSoFar: 'No duplicates found so far.',
    playOne: '🔊 Play one of these…',
    removeOne: '🗑️ Remove one of these…',
    page: (page: number, pages: number) => `Page ${page} of ${pages}.`,
  },
  moderation: {
    /** Lines of the log of changes; the last one is that of the sound of the day. */
    added: (who: string, sounds: string, labels: string) => `➕ ${who} added ${sounds}: ${labels}`,
    changed: (who: string, sounds: string, labels: string) => `✏️ ${who} changed ${sounds}: ${labels}`,
    removed: (who: string, sounds: string, labels: string) => `➖ ${who} removed ${sounds}: ${labels}`,
    daily: (label: string) => `☀️ Sound of the day: ${label}`,
  },
  many: {
    editDescription: 'Add or remove tags of many sounds at once; shows what changes, and asks first',
    removeDescription: 'Remove many sounds at once; shows which, and asks first',
    tag: 'Only sounds with this tag',
    author: 'Only sounds added by this member',
    name: 'Only sounds whose name contains this text, even within a word',
    add: 'Tags to add, separated by commas',
    takeAway: 'Tags to remove, separated by commas',
    askRemove: (many: number) => `Remove ${sounds(many)}? This can’t be undone.`,
    askEdit: (many: number) => `Change the tags of ${sounds(many)}?`,
    adding: (tags: string) => `➕ Add: ${tags}`,
    takingAway: (tags: string) => `➖ Remove: ${tags}`,
    containing: (text: string) => `🔎 Only sounds whose name contains “${text}”`,
    ofOthers: (many: number) =>
      count(many, {
        one: '# more sound matches, but you may not change it, so it stays as it is.',
        other: '# more sounds match, but you may not change them, so they stay as they are.',
      }),
    full: (many: number, max: number) =>
      count(many, {
        one: `# more sound matches, but would have more tags than the ${max} allowed, so it stays as it is.`,
        other: `# more sounds match, but would have more tags than the ${max} allowed, so they stay as they are.`,
      }),
    yesRemove: (many: number) => `Remove ${sounds(many)}`,
    yesEdit: (many: number) => `Change ${sounds(many)}`,
    removed: (many: number) => `🗑️ Removed ${sounds(many)}.`,
    edited: (many: number) => `✏️ Changed the tags of ${sounds(many)}.`,
    unchanged: (many: number) =>
      count(many, { one: '# sound is left unchanged:', other: '# sounds are left unchanged:' }),
  },
  lifting: {
    noneLeft: 'No sound here passes these filters.',
    search: 'Search without filters',
  },
  explained: {
    topic: 'What to explain; leave it out for an overview',
    features: 'The six features, and what the scores mean',
    title: '👂 What I compare',
    hint: '`/help` with the topic *features* explains each in one line.',
    inFooter: 'see /help features',
    mfcc: 'bright or dull, which voice or instrument',
    chroma: 'which notes it has, and for how long',
    contrast: 'what stands out, and from what',
    rhythm: 'how fast the beats are, in which pattern',
    zcr: 'whether it hums like a voice or hisses',
    rms: 'how loud it is, and how that changes',
    meaning: 'what it is, such as a dog or a door (CLAP)',
    words: 'Scores in words',
    wordsExplained: (words: string) =>
      `${words}. “Same recording” is decided by fingerprints, not by the score, so it stands above all the others.`,
  },
  /** Choices in the menu *What matters?*: each has a label and says what the choice does. */
  weighing: {
    reset: 'Everything as usual',
    resetHint: 'Count the features as this server usually does',
    only: (feature: string) => `Only ${feature}`,
    more: (feature: string) => `More ${feature}`,
    moreHint: 'Counts much more than usual',
    less: (feature: string) => `Less ${feature}`,
    lessHint: 'Counts much less than usual',
    off: (feature: string) => `Without ${feature}`,
    offHint: 'Doesn’t count at all',
    normal: (feature: string) => `${feature} as usual`,
    normalHint: 'Counts as usual again',
  },
}));

export type LibraryMessages = typeof library;
