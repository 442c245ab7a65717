import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('fr');

export const pictures: Messages['pictures'] = {
  yours: 'Le vôtre',
  bestMatch: 'Le plus proche',
  otherTags: 'autres tags',
  noTag: 'sans tag',
  shown: (name, duration) => `« ${name} » (${duration})`,
  ofTwo: (first, second) => `Spectrogrammes, sur un même axe de temps, de ${first} et de ${second}.`,
  ofOne: (sound) => `Spectrogramme de ${sound}.`,
  alike: (features) => `Ressemblance : ${features}.`,
  ofSound: (sound) => `Forme d’onde et spectrogramme de ${sound}.`,
  ofLibrary: (many) =>
    `Carte de ${count(many, { one: '# son', other: '# sons' })} : plus deux points sont proches, plus ils se ressemblent.`,
  colours: (tags) => `Les couleurs montrent le premier tag : ${tags}.`,
};
