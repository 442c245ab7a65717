import type { Messages } from '../en-us/index.ts';

export const common: Messages['common'] = {
  apology: (requestId) =>
    `Quelque chose s’est mal passé de mon côté. Si cela se reproduit, donnez ceci à la personne qui gère le bot : ${requestId}`,
  untitled: 'sans nom',
  somebody: 'quelqu’un',
  part: (index, all) => `${index} sur ${all}`,
  andMore: (number) => `et ${number} de plus`,
};

export const progress: Messages['progress'] = {
  downloading: '⏬ Téléchargement…',
  decoding: '📀 Décodage…',
  listening: '👂 Écoute…',
  comparing: '🔎 Comparaison…',
  cancel: 'Annuler',
  nothingToCancel: 'Il n’y a plus rien à annuler.',
  goesOn: '⏳ Cela prend plus de temps que je n’en ai pour répondre ici. Le résultat sera dans ce salon.',
  goesOnUnseen:
    '⏳ Cela prend plus de temps que je n’en ai pour répondre ici, et je ne peux pas écrire dans ce salon. Regardez /list dans un moment.',
  cameOf: (files) => `⏳ Ce qu’il est advenu de ${files} :`,
  failedLate: 'Quelque chose s’est mal passé de mon côté. Réessayez, s’il vous plaît.',
};
