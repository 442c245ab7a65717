import { formatFor } from '../format.ts';

const { count } = formatFor('en-US');

/** What stands in pictures, and what they are to those who do not see them. */
export const pictures = {
  yours: 'Yours',
  bestMatch: 'Best match',
  otherTags: 'other tags',
  noTag: 'no tag',
  shown: (name: string, duration: string) => `“${name}” (${duration})`,
  ofTwo: (first: string, second: string) => `Spectrograms, on one time axis, of ${first} and ${second}.`,
  ofOne: (sound: string) => `Spectrogram of ${sound}.`,
  alike: (features: string) => `Alike in: ${features}.`,
  ofSound: (sound: string) => `Waveform and spectrogram of ${sound}.`,
  ofLibrary: (many: number) =>
    `Map of ${count(many, { one: '# sound', other: '# sounds' })}: the nearer two points, the more alike.`,
  colours: (tags: string) => `Colours show first tags: ${tags}.`,
};
