import { defineMessages } from '../define-messages.ts';
import type { TransferMessages } from '../en-us/transfer.ts';

export const transfer = defineMessages<TransferMessages>('fr', ({ count, number, sounds }) => ({
  exporting: {
    format: 'Ce que contiennent les fichiers ; zip par défaut',
    zip: 'Des zip avec l’audio, que l’on peut importer',
    tables: {
      csv: 'Un tableau (CSV) avec toutes les mesures',
      json: 'Un tableau pour programmes (JSON) avec toutes les mesures',
    },
    table: (many) => `📊 ${sounds(many)} avec toutes leurs mesures.`,
    narrow: 'Le reste manque : exportez-le avec un filtre.',
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
