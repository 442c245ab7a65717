import { formatFor } from '../format.ts';

const { count } = formatFor('en-US');
const sounds = (number: number) => count(number, { one: '# sound', other: '# sounds' });

export const search = {
  description: 'Find the sounds here that are most like yours: give a file, a sound that is here, or words',
  audio: 'Sounds like this audio file, or like the sound of this video',
  sound: 'Sounds like this one, which is in the library: type some of its label',
  text: 'Sounds that fit these words, in English: dog barking in the rain',
  top: (most: number) => `How many to show at once, ${most} at the most`,
  tag: 'Only sounds with this tag',
  author: 'Only sounds that this member added',
  least: 'Only sounds that are at least so many per cent alike',
  private: 'Show the answer to you alone',
  fromMessage: 'Find similar sounds',
  onlyFirst: 'Only the first of the message’s files was searched with.',
};

export const results = {
  title: (subject: string) => `🔎 Sounds like “${subject}”`,
  hearing: {
    clap: 'CLAP and acoustic features',
    acoustic: 'Acoustic features only',
    meaning: 'By meaning, with CLAP',
  },
  /** The stretch of the match that is most like the whole of what was searched with, and the other way round. */
  closestPart: (from: string, to: string) => `⏱️ closest from ${from} to ${to}`,
  closestToPart: (from: string, to: string) => `⏱️ matches yours from ${from} to ${to}`,
  searched: (number: number) => `${sounds(number)} searched`,
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
};

export const controls = {
  play: '▶ Play a match…',
  more: '🔎 More like…',
  whatMatters: 'What matters?',
  close: 'Close',
  off: 'off',
};
