import { defineMessages } from '../define-messages.ts';
import type { PlaybackMessages } from '../en-us/playback.ts';

export const playback = defineMessages<PlaybackMessages>('es-ES', () => ({
  playing: {
    copyTooLarge: (megabytes, limit) =>
      `Una copia más pequeña: el original ocupa ${megabytes} MB y aquí los archivos pueden ocupar ${limit} MB como máximo.`,
    copyOfFormat: 'Una copia en Opus: Discord no reproduce el formato del original.',
    copyLeveled: 'Una copia en Opus con el volumen igualado.',
    onlyFirst: (duration) => `Termina a los ${duration}: no cabe más.`,
    post: 'Publicar aquí',
    posted: (name, label) => `🔊 ${name} pone **${label}**`,
    donePosting: 'Publicado.',
    tooLargeToAttach: (label, megabytes, limit) =>
      `⚠️ **${label}** ocupa ${megabytes} MB, más de los ${limit} MB que puedo enviar aquí. Se guarda y se puede encontrar; reproduciré una copia más pequeña.`,
  },
}));
