import { defineMessages } from '../define-messages.ts';

export const commands = defineMessages('en-US', () => ({
  add: {
    description: 'Add a sound to this server’s library; send it without a file to choose up to ten at once',
    audio: 'An audio file, or a video whose sound you mean; leave it out to choose up to ten',
    label: "What to call it; else the file's name",
    tags: 'Words to find it by, with commas between: drum, loud, take 2',
    more: 'One more file; each is called by its own name',
    fromMessage: 'Add to sound library',
  },
  edit: {
    description: 'Change the label or tags of a sound that you added, or of any if this server lets you',
    label: 'What to call it from now on',
    tags: 'All of its tags, with commas between; a single - takes them away',
  },
  remove: { description: 'Remove a sound that you added, or any if this server lets you; it asks first' },
  forget: { description: 'Erase every sound that you added here, for good' },
  sound: { which: 'Which sound: type some of its label or tags' },
  list: {
    description: "See what is in this server's library, newest first",
    tag: 'Only sounds with this tag',
    author: 'Only sounds that this member added',
    page: 'Which page; 1 holds the newest',
  },
  info: { description: 'Hear one sound of the library and see all about it' },
  map: {
    description: 'See the whole library as a map on which similar sounds lie together',
    private: 'Show the map to you alone',
  },
  duplicates: { description: 'Find recordings that are in the library more than once' },
  stats: {
    description: "This server's library in numbers",
  },
  search: {
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
  },
  exporting: { description: 'Download the whole library: zip files of the audio, labels and tags' },
  importing: {
    description: 'Add many sounds: a zip file, as /export writes it or your own; alone, choose up to ten files',
    archive: 'The zip file; a large library comes in several. Leave it out to choose up to ten files',
  },
  settings: {
    description: 'For managers: who may add and remove, where I may be used, how searches begin, how much is kept',
  },
  help: { description: 'How to find sounds by ear, in one minute' },
}));

export type CommandMessages = typeof commands;
