import { defineMessages } from '../define-messages.ts';
import type { PlaybackMessages } from '../en-us/playback.ts';

export const playback = defineMessages<PlaybackMessages>('fr', () => ({
  playing: {
    copyTooLarge: (megabytes, limit) =>
      `Une copie plus petite : l’original fait ${megabytes} Mo, et la limite des fichiers est ici de ${limit} Mo.`,
    copyOfFormat: 'Une copie en Opus : Discord ne lit pas le format de l’original.',
    copyLeveled: 'Une copie en Opus au volume égalisé.',
    onlyFirst: (duration) => `Elle s’arrête après ${duration} : le reste ne tient pas.`,
    post: 'Publier ici',
    posted: (name, label) => `🔊 ${name} fait écouter **${label}**`,
    donePosting: 'Publié.',
    tooLargeToAttach: (label, megabytes, limit) =>
      `⚠️ **${label}** fait ${megabytes} Mo, plus que les ${limit} Mo que je peux envoyer ici. Le son est conservé et peut être trouvé ; je ferai écouter une copie plus petite.`,
  },
}));
