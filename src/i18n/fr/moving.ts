import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('fr');
const sounds = (many: number) => count(many, { one: '# son', other: '# sons' });

export const exporting: Messages['exporting'] = {
  description: 'Télécharger toute la bibliothèque : des zip avec l’audio, les noms et les tags',
  done: (many, archives) => `📦 ${sounds(many)} dans ${count(archives, { one: '# archive', other: '# archives' })}.`,
  without: (many) => `Sans ${sounds(many)} au-dessus de la limite d’envoi.`,
};

export const importing: Messages['importing'] = {
  description: 'Ajouter beaucoup de sons : un zip, de /export ou à vous ; sans lui, jusqu’à dix fichiers',
  archive: 'Le fichier zip ; une grande bibliothèque en prend plusieurs. Sans lui, jusqu’à dix fichiers',
  done: (many) => `✅ Terminé : ${count(many, { one: '# son ajouté', other: '# sons ajoutés' })}.`,
  stopped: (many) => `✋ Arrêté : ${count(many, { one: '# son ajouté', other: '# sons ajoutés' })}.`,
  known: (many) =>
    count(many, {
      one: '# son était déjà là.',
      other: '# sons étaient déjà là.',
    }),
  again: 'Envoyez la même chose à nouveau pour le reste.',
  notTaken: 'Pas repris :',
};
