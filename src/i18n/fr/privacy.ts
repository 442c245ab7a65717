import { defineMessages } from '../define-messages.ts';
import type { PrivacyMessages } from '../en-us/privacy.ts';

export const privacy = defineMessages<PrivacyMessages>('fr', ({ count, number, sounds }) => ({
  privacy: {
    kept: (days) =>
      `Je garde chaque son avec son audio, ses tags, le nom et l’ID de la personne qui l’a ajouté, jusqu’à son retrait ou ${number(days)} jours après mon départ du serveur. \`/forget\` efface les vôtres.`,
    policy: (url) => `Politique de confidentialité de l’hébergeur : ${url}`,
  },
  sharing: {
    ask: '🔒 Tout le monde ne voit pas ce salon, mais tous les membres de ce serveur peuvent trouver et écouter les sons de la bibliothèque. Ajouter quand même ? Je ne le demande qu’une fois pour ce salon.',
    yes: 'Ajouter pour tous',
    no: 'Ne rien ajouter',
  },
  forget: {
    ask: (many, messages) =>
      `Vous avez ajouté ${sounds(many)} ici${messages === 0 ? '' : `, et ${count(messages, { one: '# de mes messages contient', other: '# de mes messages contiennent' })} votre audio`}. Tout effacer, avec votre nom, et supprimer mes messages ? C’est irréversible.`,
    nothing: 'Vous n’avez rien ajouté ici. Il n’y a rien à effacer.',
    yes: 'Tout effacer',
    deleting: (many, messages) =>
      `🧹 ${count(many, { one: '# son effacé', other: '# sons effacés' })}. Je supprime ${count(messages, { one: '# de mes messages', other: '# de mes messages' })}…`,
    done: (many, deleted, left) =>
      [
        `🧹 ${count(many, { one: '# son effacé', other: '# sons effacés' })}.`,
        deleted > 0
          ? `${count(deleted, { one: '# de mes messages avec votre audio est supprimé', other: '# de mes messages avec votre audio sont supprimés' })}.`
          : '',
        left > 0
          ? `Je n’ai pas pu supprimer ${count(left, { one: '# message', other: '# messages' })} : réessayez /forget plus tard, ou demandez à quelqu’un qui gère les messages.`
          : '',
        'Vos propres messages restent ; vous pouvez les supprimer vous-même. Je ne connais pas tous mes anciens messages : si vous en trouvez un avec votre audio, demandez à quelqu’un qui gère les messages de le supprimer.',
      ]
        .filter((line) => line !== '')
        .join('\n'),
  },
}));
