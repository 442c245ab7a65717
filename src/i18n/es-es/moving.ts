import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('es-ES');
const sounds = (many: number) => count(many, { one: '# sonido', other: '# sonidos' });

export const exporting: Messages['exporting'] = {
  description: 'Descarga toda la biblioteca: archivos zip con el audio, los nombres y las etiquetas',
  done: (many, archives) =>
    `📦 ${sounds(many)} en ${count(archives, { one: 'un archivo zip', other: '# archivos zip' })}.`,
  without: (many) => `Sin ${sounds(many)} por encima del límite de subida.`,
};

export const importing: Messages['importing'] = {
  description: 'Añade muchos sonidos: un zip, de /export o tuyo; sin él, hasta diez archivos',
  archive: 'El archivo zip; una biblioteca grande viene en varios. Sin él, elige hasta diez archivos',
  done: (many) => `✅ Listo: ${count(many, { one: '# sonido añadido', other: '# sonidos añadidos' })}.`,
  stopped: (many) => `✋ Detenido: ${count(many, { one: '# sonido añadido', other: '# sonidos añadidos' })}.`,
  known: (many) => count(many, { one: '# sonido ya estaba aquí.', other: '# sonidos ya estaban aquí.' }),
  again: 'Envía lo mismo otra vez para el resto.',
  notTaken: 'No añadidos:',
};
