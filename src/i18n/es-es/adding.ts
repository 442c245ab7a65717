import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('es-ES');
const sounds = (number: number) => count(number, { one: '# sonido', other: '# sonidos' });

export const add: Messages['add'] = {
  description: 'Añade un sonido a la biblioteca; sin archivo, eliges hasta diez a la vez',
  audio: 'Un archivo de audio, o un vídeo del que quieres el sonido; sin él, elige hasta diez',
  label: 'Cómo llamarlo; si no, como el archivo',
  tags: 'Palabras para encontrarlo, separadas por comas: batería, fuerte, toma 2',
  more: 'Otro archivo; cada uno se llama como su archivo',
  fromMessage: 'Añadir a la biblioteca',
  added: '✅ Añadido',
  nowHere: (number) => `${sounds(number)} en la biblioteca de este servidor`,
  hereAlready: '🤔 ¿Ya está aquí?',
  undecided: 'Aún no se ha añadido. Tú decides.',
  sameFile: (label, known) => `**${label}** es exactamente el mismo archivo que **${known}**`,
  sameRecording: (label, known, percent) => `**${label}** suena como la misma grabación que **${known}** (${percent})`,
  anyway: 'Añadir igualmente',
  leaveOut: 'No añadir',
  leftOut: 'No se ha añadido.',
};

export const edit: Messages['edit'] = {
  description: 'Cambia el nombre o las etiquetas de un sonido tuyo, o de cualquiera si este servidor te deja',
  label: 'Cómo llamarlo a partir de ahora',
  tags: 'Todas sus etiquetas, separadas por comas; un solo - las quita',
  done: '✏️ Cambiado.',
};

export const remove: Messages['remove'] = {
  description: 'Quita un sonido tuyo, o cualquiera si este servidor te deja; antes pregunta',
  askOwn: (label) => `¿Quitar **${label}**? Durante un minuto se puede recuperar.`,
  ask: (owner, label) => `${owner} añadió **${label}**. ¿Quitarlo de todos modos?`,
  yes: 'Quitar',
  done: (label) => `🗑️ **${label}** se ha quitado. Durante un minuto se puede recuperar.`,
  undo: 'Recuperarlo',
  back: (label) => `↩️ **${label}** está de vuelta.`,
};

export const forget: Messages['forget'] = {
  description: 'Borra para siempre todos los sonidos que has añadido aquí',
  ask: (number) =>
    `Has añadido ${sounds(number)} aquí. ¿Borrarlo todo, con el audio y tu nombre? No se puede deshacer.`,
  nothing: 'No has añadido nada aquí. No hay nada que borrar.',
  yes: 'Borrarlo todo',
  done: (number) =>
    `🧹 ${count(number, { one: '# sonido borrado', other: '# sonidos borrados' })}. Los mensajes que publiqué en los canales puedes borrarlos tú.`,
};

export const upload: Messages['upload'] = {
  title: 'Añadir sonidos',
  files: 'Archivos de audio',
  filesHint: 'Hasta diez: MP3, WAV, OGG, M4A, FLAC, Opus o vídeos',
  label: 'Nombre',
  labelHint: 'Cómo llamarlo, si es un solo archivo; si no, los nombres de los archivos',
  tags: 'Etiquetas',
  tagsHint: 'Palabras para encontrarlos, separadas por comas: tambor, fuerte',
};
