import { defineMessages } from '../define-messages.ts';
import type { TransferMessages } from '../en-us/transfer.ts';

export const transfer = defineMessages<TransferMessages>('fr', ({ count, number, sounds }) => ({
  exporting: {
    done: (many, archives) => `📦 ${sounds(many)} dans ${count(archives, { one: '# archive', other: '# archives' })}.`,
    range: (first, last, all) => `Voici les archives ${number(first)} à ${number(last)} sur ${number(all)}.`,
    next: 'Envoyer les archives suivantes',
    leftOut: (many) => `Sans ${sounds(many)} au-dessus de la limite d’envoi.`,
  },
  importing: {
    done: (many) => `✅ Terminé : ${count(many, { one: '# son ajouté', other: '# sons ajoutés' })}.`,
    stopped: (many) => `✋ Arrêté : ${count(many, { one: '# son ajouté', other: '# sons ajoutés' })}.`,
    known: (many) =>
      count(many, {
        one: '# son était déjà là.',
        other: '# sons étaient déjà là.',
      }),
    copies: (many) =>
      count(many, {
        one: '# son ajouté est un enregistrement qui était déjà là : voir /duplicates.',
        other: '# sons ajoutés sont des enregistrements qui étaient déjà là : voir /duplicates.',
      }),
    again: 'Envoyez la même chose à nouveau pour le reste.',
    notTaken: 'Pas repris :',
  },
}));
