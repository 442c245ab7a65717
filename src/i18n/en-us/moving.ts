import { formatFor } from '../format.ts';

const { count } = formatFor('en-US');
const sounds = (many: number) => count(many, { one: '# sound', other: '# sounds' });

export const exporting = {
  description: 'Download the whole library: zip files of the audio, labels and tags',
  done: (many: number, archives: number) =>
    `📦 ${sounds(many)} in ${count(archives, { one: 'one archive', other: '# archives' })}.`,
  without: (many: number) => `Without ${sounds(many)} over the upload limit.`,
};

export const importing = {
  description: 'Add many sounds: a zip file, as /export writes it or your own; alone, choose up to ten files',
  archive: 'The zip file; a large library comes in several. Leave it out to choose up to ten files',
  done: (many: number) => `✅ Done: added ${sounds(many)}.`,
  stopped: (many: number) => `✋ Stopped: added ${sounds(many)}.`,
  known: (many: number) =>
    count(many, {
      one: '# sound was here already.',
      other: '# sounds were here already.',
    }),
  again: 'Send the same again for the rest.',
  notTaken: 'Not taken:',
};
