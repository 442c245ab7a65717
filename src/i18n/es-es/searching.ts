import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('es-ES');

export const search: Messages['search'] = {
  description: 'Busca los sonidos de aquí más parecidos al tuyo: un archivo, un sonido de aquí o palabras',
  audio: 'Sonidos como este archivo de audio, o como el sonido de este vídeo',
  sound: 'Sonidos como este, de la biblioteca: escribe parte de su nombre',
  text: 'Sonidos que encajan con estas palabras, en inglés: dog barking in the rain',
  top: (most) => `Cuántos mostrar a la vez, ${most} como máximo`,
  tag: 'Solo sonidos con esta etiqueta',
  author: 'Solo sonidos que añadió este miembro',
  least: 'Solo sonidos que se parecen al menos este tanto por ciento',
  private: 'Mostrarte la respuesta solo a ti',
  fromMessage: 'Buscar sonidos parecidos',
  onlyFirst: 'Solo se ha buscado con el primer archivo del mensaje.',
};

export const results: Messages['results'] = {
  title: (subject) => `🔎 Suena como «${subject}»`,
  hearing: {
    clap: 'CLAP y rasgos acústicos',
    acoustic: 'Solo rasgos acústicos',
    meaning: 'Por significado, con CLAP',
  },
  closestPart: (from, to) => `⏱️ lo más parecido va de ${from} a ${to}`,
  closestToPart: (from, to) => `⏱️ coincide con el tuyo de ${from} a ${to}`,
  searched: (number) => count(number, { one: '# sonido comparado', other: '# sonidos comparados' }),
  heard: (duration) => `${duration} escuchados`,
  nothingFits: 'Aquí nada encaja con eso.',
  nothingElse: 'Aquí todavía no hay otro sonido con el que comparar.',
  nothingClose: '**Nada parecido.** Estos son los más cercanos:',
  alsoAs: (label) => `también aquí como ${label}`,
  addedBy: (name) => `de ${name}`,
  thatVeryFile: (sound) => `📌 Ese mismo archivo ya está en la biblioteca: **${sound}** · 100 %`,
  only: (filters) => `Solo sonidos ${filters}.`,
  tagged: (tag) => `con la etiqueta ${tag}`,
  atLeast: (percent) => `parecidos en un ${percent} o más`,
  weighted: '⚖️ Ponderado según tu oído: no se puede comparar con otras puntuaciones.',
};

export const controls: Messages['controls'] = {
  play: '▶ Escuchar un resultado…',
  more: '🔎 Más como…',
  whatMatters: '¿Qué importa?',
  close: 'Cerrar',
  off: 'no',
};
