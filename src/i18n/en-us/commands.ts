import { defineMessages } from '../define-messages.ts';

/** Texts that are registered with Discord: descriptions of commands and options, and names of message commands. */
export const commands = defineMessages('en-US', () => ({
  add: {
    description: 'Add a sound to this server’s library; leave the file out to choose up to ten at once',
    audio: 'An audio file, or a video for its sound; leave it out to choose up to ten',
    label: 'Name for the sound; the file name if left out',
    tags: 'Words to find it by, separated by commas: drum, loud, take 2',
    more: 'Another file; it is named after its file name',
    fromMessage: 'Add to sound library',
  },
  edit: {
    description: 'Change the label or tags of a sound you added, or of any sound if this server lets you',
    label: 'New name for the sound',
    tags: 'All tags of the sound, separated by commas; a single - removes them',
    license: 'License of the sound',
    source: 'Link to where the sound comes from; a single - removes it',
  },
  remove: { description: 'Remove a sound you added, or any sound if this server lets you; asks first' },
  forget: { description: 'Erase every sound you added here, for good' },
  sound: { which: 'The sound: type part of its label or tags' },
  list: {
    description: 'See what’s in this server’s library, newest first, or find a sound by its name',
    name: 'The name to jump to, or a part of it',
    tag: 'Only sounds with this tag',
    author: 'Only sounds that this member added',
    page: 'Page number; the newest sounds are on page 1',
  },
  info: { description: 'Play a sound from the library and see everything about it' },
  map: {
    description: 'See the whole library as a map, with similar sounds close together',
    tag: 'Only sounds with this tag',
    sound: 'Only this sound and the most similar ones: type part of its label',
    private: 'Show the map only to you',
  },
  duplicates: { description: 'Find recordings that are in the library more than once' },
  stats: { description: 'This server’s library in numbers' },
  search: {
    description: 'Find the most similar sounds here: give me a file, a sound from the library, or words',
    audio: 'Sounds like this audio file, or like the sound of this video',
    sound: 'Sounds like this one from the library: type part of its label',
    text: 'Sounds that fit these words, in English: dog barking in the rain',
    top: (max: number) => `How many results to show at once, at most ${max}`,
    tag: 'Only sounds with this tag',
    author: 'Only sounds that this member added',
    minScore: 'Only sounds that are at least this similar, in percent',
    by: 'What to compare: the whole sound, or only its tune, its beat or a part of it',
    alsoLike: 'Like this sound from the library too: type part of its label',
    share: 'Take only this from that other sound: its tone, its rhythm or its tune',
    lessLike: 'Less like this sound from the library: type part of its label',
    order: 'Order of the results; by default, the order in the settings of this server',
    private: 'Show the results only to you',
    fromMessage: 'Find similar sounds',
  },
  exporting: { description: 'Download the whole library: zip files of the audio, labels and tags' },
  importing: {
    description: 'Add many sounds: a zip file from /export or your own; leave it out to choose up to ten files',
    archive: 'The zip file; a large library is split into several. Leave it out to choose up to ten files',
  },
  settings: {
    description: 'For managers: who can add and remove sounds, where I can be used, search defaults, storage limits',
  },
  help: { description: 'How to find sounds by ear, in one minute' },
}));

export type CommandMessages = typeof commands;
