import { defineMessages } from '../define-messages.ts';

/** Texts of `/export` and `/import`. */
export const transfer = defineMessages('en-US', ({ count, number, sounds }) => ({
  exporting: {
    format: 'What the files contain; zip if left out',
    zip: 'Zip files with the audio, which can be imported',
    tables: {
      csv: 'A table for spreadsheets (CSV), with everything measured',
      json: 'A table for programs (JSON), with everything measured',
    },
    table: (many: number) => `📊 ${sounds(many)} with everything that is measured about them.`,
    narrow: 'The rest is left out: use a filter to export it.',
    done: (many: number, archives: number) =>
      `📦 ${sounds(many)} in ${count(archives, { one: 'one archive', other: '# archives' })}.`,
    range: (first: number, last: number, all: number) =>
      `These are archives ${number(first)} to ${number(last)} of ${number(all)}.`,
    next: 'Send the next archives',
    leftOut: (many: number) => `Left out ${sounds(many)} over the upload limit.`,
  },
  importing: {
    done: (many: number) => `✅ Done: added ${sounds(many)}.`,
    stopped: (many: number) => `✋ Stopped: added ${sounds(many)}.`,
    known: (many: number) => count(many, { one: '# sound was already here.', other: '# sounds were already here.' }),
    copies: (many: number) =>
      count(many, {
        one: '# of the added sounds is a recording that was already here: see /duplicates.',
        other: '# of the added sounds are recordings that were already here: see /duplicates.',
      }),
    again: 'Send the same files again to add the rest.',
    notTaken: 'Not added:',
  },
}));

export type TransferMessages = typeof transfer;
