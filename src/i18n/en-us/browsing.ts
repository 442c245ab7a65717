import { formatFor } from '../format.ts';

const { count, number } = formatFor('en-US');
const sounds = (many: number) => count(many, { one: '# sound', other: '# sounds' });

/** What stands about one sound. */
export const sound = {
  which: 'Which sound: type some of its label or tags',
  length: 'Length',
  addedBy: 'Added by',
  added: 'Added',
  tags: 'Tags',
  kilobytes: (kilobytes: number) => `${number(kilobytes)} KB`,
  taggedWith: (tag: string, many: number) => `${tag} (${sounds(many)})`,
};

export const list = {
  description: "See what is in this server's library, newest first",
  tag: 'Only sounds with this tag',
  author: 'Only sounds that this member added',
  page: 'Which page; 1 holds the newest',
  title: '📚 Sound library',
  empty: 'Nothing here yet. Put the first sound in with /add.',
  footer: (many: number, page: number, pages: number) => `${sounds(many)} · page ${number(page)} of ${number(pages)}`,
};

export const info = {
  description: 'Hear one sound of the library and see all about it',
  nearest: 'Most like it',
};

export const map = {
  description: 'See the whole library as a map on which similar sounds lie together',
  private: 'Show the map to you alone',
  title: '🗺️ Map of the library',
  explained: 'The nearer two sounds, the more alike. Colours show each sound’s first tag.',
  shown: (many: number) => sounds(many),
  shownOf: (many: number, all: number) => `${sounds(many)} of ${number(all)}, picked evenly`,
};

export const duplicates = {
  description: 'Find recordings that are in the library more than once',
  title: '👯 More than once',
  none: 'Every recording is here once.',
  compared: (many: number) => `${sounds(many)} compared. Nothing is removed unless you do it.`,
  isAlso: (first: string, second: string) => `**${first}** is also **${second}**`,
};

export const stats = {
  description: "This server's library in numbers",
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
};
