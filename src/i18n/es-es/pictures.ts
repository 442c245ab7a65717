import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('es-ES');

export const pictures: Messages['pictures'] = {
  yours: 'El tuyo',
  bestMatch: 'El más parecido',
  otherTags: 'otras etiquetas',
  noTag: 'sin etiqueta',
  shown: (name, duration) => `«${name}» (${duration})`,
  ofTwo: (first, second) => `Espectrogramas, sobre un mismo eje de tiempo, de ${first} y ${second}.`,
  ofOne: (sound) => `Espectrograma de ${sound}.`,
  alike: (features) => `Parecido: ${features}.`,
  ofSound: (sound) => `Forma de onda y espectrograma de ${sound}.`,
  ofLibrary: (many) =>
    `Mapa de ${count(many, { one: '# sonido', other: '# sonidos' })}: cuanto más cerca dos puntos, más parecidos.`,
  colours: (tags) => `Los colores muestran la primera etiqueta: ${tags}.`,
};
