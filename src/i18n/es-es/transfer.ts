import { defineMessages } from '../define-messages.ts';
import type { TransferMessages } from '../en-us/transfer.ts';

export const transfer = defineMessages<TransferMessages>('es-ES', ({ count, number, sounds }) => ({
  exporting: {
    format: 'Qué contienen los archivos; zip si no lo dices',
    zip: 'Archivos zip con el audio, que se pueden importar',
    tables: {
      csv: 'Una tabla (CSV) con todas las medidas',
      json: 'Una tabla para programas (JSON) con todas las medidas',
    },
    table: (many) => `📊 ${sounds(many)} con todas sus medidas.`,
    narrow: 'Falta el resto: expórtalo con un filtro.',
    done: (many, archives) =>
      `📦 ${sounds(many)} en ${count(archives, { one: 'un archivo zip', other: '# archivos zip' })}.`,
    range: (first, last, all) => `Estos son los archivos ${number(first)} a ${number(last)} de ${number(all)}.`,
    next: 'Enviar los siguientes',
    leftOut: (many) => `Sin ${sounds(many)} por encima del límite de subida.`,
  },
  importing: {
    done: (many) => `✅ Listo: ${count(many, { one: '# sonido añadido', other: '# sonidos añadidos' })}.`,
    stopped: (many) => `✋ Detenido: ${count(many, { one: '# sonido añadido', other: '# sonidos añadidos' })}.`,
    known: (many) => count(many, { one: '# sonido ya estaba aquí.', other: '# sonidos ya estaban aquí.' }),
    copies: (many) =>
      count(many, {
        one: '# sonido añadido es una grabación que ya estaba aquí: mira /duplicates.',
        other: '# sonidos añadidos son grabaciones que ya estaban aquí: mira /duplicates.',
      }),
    again: 'Envía lo mismo otra vez para el resto.',
    notTaken: 'No añadidos:',
  },
}));
