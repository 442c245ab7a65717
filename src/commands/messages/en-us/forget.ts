import { formatFor } from '../../../format.ts';

const { count } = formatFor('en-US');
const sounds = (number: number) => count(number, { one: '# sound', other: '# sounds' });

export const forget = {
  description: 'Erase every sound that you added here, for good',
  ask: (number: number) =>
    `You added ${sounds(number)} here. Erase all of it, with the audio and your name? It cannot be undone.`,
  nothing: 'You have added nothing here. There is nothing to erase.',
  yes: 'Erase it all',
  done: (number: number) => `🧹 Erased ${sounds(number)}. Messages that I posted in channels are yours to delete.`,
};
