import { formatFor } from '../format.ts';

const { count } = formatFor('en-US');
const sounds = (number: number) => count(number, { one: '# sound', other: '# sounds' });

export const add = {
  description: 'Add a sound to this server’s library; send it without a file to choose up to ten at once',
  audio: 'An audio file, or a video whose sound you mean; leave it out to choose up to ten',
  label: "What to call it; else the file's name",
  tags: 'Words to find it by, with commas between: drum, loud, take 2',
  more: 'One more file; each is called by its own name',
  fromMessage: 'Add to sound library',
  added: '✅ Added',
  nowHere: (number: number) => `${sounds(number)} in this server's library`,
  hereAlready: '🤔 Here already?',
  undecided: 'Not added yet. You decide.',
  sameFile: (label: string, known: string) => `**${label}** is the very same file as **${known}**`,
  sameRecording: (label: string, known: string, percent: string) =>
    `**${label}** sounds like the same recording as **${known}** (${percent})`,
  anyway: 'Add anyway',
  leaveOut: 'Leave it out',
  leftOut: 'Left out.',
};

export const edit = {
  description: 'Change the label or tags of a sound that you added, or of any if this server lets you',
  label: 'What to call it from now on',
  tags: 'All of its tags, with commas between; a single - takes them away',
  done: '✏️ Changed.',
};

export const remove = {
  description: 'Remove a sound that you added, or any if this server lets you; it asks first',
  askOwn: (label: string) => `Remove **${label}**? For a minute it can be put back.`,
  ask: (owner: string, label: string) => `${owner} added **${label}**. Remove it all the same?`,
  yes: 'Remove',
  done: (label: string) => `🗑️ Removed **${label}**. For a minute it can be put back.`,
  undo: 'Put it back',
  back: (label: string) => `↩️ **${label}** is back.`,
};

export const forget = {
  description: 'Erase every sound that you added here, for good',
  ask: (number: number) =>
    `You added ${sounds(number)} here. Erase all of it, with the audio and your name? It cannot be undone.`,
  nothing: 'You have added nothing here. There is nothing to erase.',
  yes: 'Erase it all',
  done: (number: number) => `🧹 Erased ${sounds(number)}. Messages that I posted in channels are yours to delete.`,
};

/** The modal that takes several files. */
export const upload = {
  title: 'Add sounds',
  files: 'Audio files',
  filesHint: 'Up to ten: MP3, WAV, OGG, M4A, FLAC, Opus, or videos',
  label: 'Label',
  labelHint: 'What to call it, if it is one file; else the files’ names',
  tags: 'Tags',
  tagsHint: 'Words to find them by, with commas between: drum, loud, take 2',
};
