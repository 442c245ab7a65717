import type { Messages } from '../en-us/index.ts';

export const common: Messages['common'] = {
  apology: (requestId) =>
    `Algo ha fallado por mi parte. Si vuelve a pasar, dale esto a quien lleva el bot: ${requestId}`,
  untitled: 'sin nombre',
  somebody: 'alguien',
  part: (index, all) => `${index} de ${all}`,
  andMore: (number) => `y ${number} más`,
};

export const progress: Messages['progress'] = {
  downloading: '⏬ Descargando…',
  decoding: '📀 Decodificando…',
  listening: '👂 Escuchando…',
  comparing: '🔎 Comparando…',
  cancel: 'Cancelar',
  nothingToCancel: 'Ya no hay nada que cancelar.',
  goesOn: '⏳ Esto tarda más de lo que puedo responder aquí. El resultado estará en este canal.',
  goesOnUnseen:
    '⏳ Esto tarda más de lo que puedo responder aquí, y no puedo escribir en este canal. Mira en /list dentro de un rato.',
  cameOf: (files) => `⏳ Qué ha sido de ${files}:`,
  failedLate: 'Algo ha fallado por mi parte. Inténtalo de nuevo, por favor.',
};
