import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count, number } = formatFor('es-ES');
const sounds = (many: number) => count(many, { one: '# sonido', other: '# sonidos' });

export const sound: Messages['sound'] = {
  which: 'Qué sonido: escribe parte de su nombre o de sus etiquetas',
  length: 'Duración',
  addedBy: 'Añadido por',
  added: 'Añadido',
  tags: 'Etiquetas',
  kilobytes: (kilobytes) => `${number(kilobytes)} KB`,
  taggedWith: (tag, many) => `${tag} (${sounds(many)})`,
};

export const list: Messages['list'] = {
  description: 'Mira qué hay en la biblioteca de este servidor, lo más nuevo primero',
  tag: 'Solo sonidos con esta etiqueta',
  author: 'Solo sonidos que añadió este miembro',
  page: 'Qué página; en la 1 están los más nuevos',
  title: '📚 Biblioteca de sonidos',
  empty: 'Aquí no hay nada todavía. Añade el primer sonido con /add.',
  footer: (many, page, pages) => `${sounds(many)} · página ${number(page)} de ${number(pages)}`,
};

export const info: Messages['info'] = {
  description: 'Escucha un sonido de la biblioteca y mira todo sobre él',
  nearest: 'Los más parecidos',
};

export const map: Messages['map'] = {
  description: 'Mira toda la biblioteca en un mapa donde los sonidos parecidos están juntos',
  private: 'Mostrarte el mapa solo a ti',
  title: '🗺️ Mapa de la biblioteca',
  explained: 'Cuanto más cerca están dos sonidos, más se parecen. El color muestra la primera etiqueta.',
  shown: (many) => sounds(many),
  shownOf: (many, all) =>
    `${number(many)} de ${count(all, { one: '# sonido, elegido', other: '# sonidos, elegidos' })} a intervalos iguales`,
};

export const duplicates: Messages['duplicates'] = {
  description: 'Busca grabaciones que están más de una vez en la biblioteca',
  title: '👯 Más de una vez',
  none: 'Cada grabación está aquí una sola vez.',
  compared: (many) =>
    `${count(many, { one: '# sonido comparado', other: '# sonidos comparados' })}. No se quita nada si no lo haces tú.`,
  isAlso: (first, second) => `**${first}** es también **${second}**`,
};

export const stats: Messages['stats'] = {
  description: 'La biblioteca de este servidor en cifras',
  title: '📊 Biblioteca',
  sounds: 'Sonidos',
  together: 'En total',
  keptAudio: 'Audio guardado',
  megabytes: (megabytes) => `${number(megabytes, 1)} MB`,
  room: 'Espacio',
  roomSounds: (here, most) => `${number(here)} de ${count(most, { one: '# sonido', other: '# sonidos' })}`,
  roomMegabytes: (here, most) => `${number(here, 1)} de ${number(most)} MB`,
  roomYours: (yours, most) => `tuyos: ${number(yours)} de ${sounds(most)}`,
  downloading: (here, all) =>
    `Solo rasgos acústicos; el modelo CLAP se está descargando: ${number(here)}${all === null ? '' : ` de ${number(all)}`} MB`,
  tags: 'Etiquetas',
  members: 'Miembros',
  noneYet: 'nada todavía',
  hearing: 'Cómo escucho',
  withClap: (many) => `CLAP y rasgos acústicos; ${sounds(many)} con significado`,
  withoutClap: 'Solo rasgos acústicos; no hay ningún modelo CLAP instalado',
  storage: '⚠️ Almacenamiento',
  problems: 'Se han apartado archivos dañados de esta biblioteca. Quien lleva el bot encontrará más en mi registro.',
  toBeHeard: 'Por volver a escuchar',
  stale: (many, all) =>
    `${count(many, { one: '# sonido escuchado', other: '# sonidos escuchados' })} por una versión anterior o por otro modelo, de ${number(all)}`,
};
