import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count, number } = formatFor('fr');
const sounds = (many: number) => count(many, { one: '# son', other: '# sons' });

export const sound: Messages['sound'] = {
  which: 'Quel son : tapez une partie de son nom ou de ses tags',
  length: 'Durée',
  addedBy: 'Ajouté par',
  added: 'Ajouté',
  tags: 'Tags',
  kilobytes: (kilobytes) => `${number(kilobytes)} Ko`,
  taggedWith: (tag, many) => `${tag} (${sounds(many)})`,
};

export const list: Messages['list'] = {
  description: 'Voir ce qu’il y a dans la bibliothèque de ce serveur, du plus récent au plus ancien',
  tag: 'Seulement les sons avec ce tag',
  author: 'Seulement les sons ajoutés par ce membre',
  page: 'Quelle page ; la 1 contient les plus récents',
  title: '📚 Bibliothèque de sons',
  empty: 'Rien ici pour l’instant. Ajoutez le premier son avec /add.',
  footer: (many, page, pages) => `${sounds(many)} · page ${number(page)} sur ${number(pages)}`,
};

export const info: Messages['info'] = {
  description: 'Écouter un son de la bibliothèque et tout savoir de lui',
  nearest: 'Les plus proches',
};

export const map: Messages['map'] = {
  description: 'Voir toute la bibliothèque sur une carte où les sons similaires sont voisins',
  private: 'Ne montrer la carte qu’à vous',
  title: '🗺️ Carte de la bibliothèque',
  explained: 'Plus deux sons sont près l’un de l’autre, plus ils se ressemblent. La couleur montre le premier tag.',
  shown: (many) => sounds(many),
  shownOf: (many, all) =>
    `${number(many)} sur ${count(all, { one: '# son, choisi', other: '# sons, choisis' })} régulièrement`,
};

export const duplicates: Messages['duplicates'] = {
  description: 'Trouver les enregistrements présents plusieurs fois dans la bibliothèque',
  title: '👯 En plusieurs exemplaires',
  none: 'Chaque enregistrement n’est là qu’une fois.',
  compared: (many) =>
    `${count(many, { one: '# son comparé', other: '# sons comparés' })}. Rien n’est retiré sans vous.`,
  isAlso: (first, second) => `**${first}** est aussi **${second}**`,
};

export const stats: Messages['stats'] = {
  description: 'La bibliothèque de ce serveur en chiffres',
  title: '📊 Bibliothèque',
  sounds: 'Sons',
  together: 'Au total',
  keptAudio: 'Audio conservé',
  megabytes: (megabytes) => `${number(megabytes, 1)} Mo`,
  room: 'Place',
  roomSounds: (here, most) => `${number(here)} sur ${count(most, { one: '# son', other: '# sons' })}`,
  roomMegabytes: (here, most) => `${number(here, 1)} sur ${number(most)} Mo`,
  roomYours: (yours, most) => `les vôtres : ${number(yours)} sur ${sounds(most)}`,
  downloading: (here, all) =>
    `Seulement les traits acoustiques ; le modèle CLAP est en cours de téléchargement : ${number(here)}${all === null ? '' : ` sur ${number(all)}`} Mo`,
  tags: 'Tags',
  members: 'Membres',
  noneYet: 'aucun pour l’instant',
  hearing: 'Comment j’écoute',
  withClap: (many) => `CLAP et traits acoustiques ; ${sounds(many)} avec un sens`,
  withoutClap: 'Traits acoustiques seulement ; aucun modèle CLAP n’est installé',
  storage: '⚠️ Stockage',
  problems:
    'Des fichiers endommagés de cette bibliothèque ont été mis de côté. La personne qui gère le bot en saura plus dans mon journal.',
  toBeHeard: 'À réécouter',
  stale: (many, all) =>
    `${count(many, { one: '# son écouté', other: '# sons écoutés' })} par une version antérieure ou un autre modèle, sur ${number(all)}`,
};
