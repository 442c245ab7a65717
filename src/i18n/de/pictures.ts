import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('de');

export const pictures: Messages['pictures'] = {
  yours: 'Deiner',
  bestMatch: 'Bester Treffer',
  otherTags: 'andere Tags',
  noTag: 'ohne Tag',
  shown: (name, duration) => `„${name}“ (${duration})`,
  ofTwo: (first, second) => `Spektrogramme von ${first} und ${second} auf einer gemeinsamen Zeitachse.`,
  ofOne: (sound) => `Spektrogramm von ${sound}.`,
  alike: (features) => `Ähnlichkeit: ${features}.`,
  ofSound: (sound) => `Wellenform und Spektrogramm von ${sound}.`,
  ofLibrary: (many) =>
    `Karte von ${count(many, { one: '# Sound', other: '# Sounds' })}: Je näher zwei Punkte, desto ähnlicher.`,
  colours: (tags) => `Die Farben zeigen das erste Tag: ${tags}.`,
};
