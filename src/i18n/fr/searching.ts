import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('fr');

export const search: Messages['search'] = {
  description: 'Trouver les sons d’ici qui ressemblent au vôtre : un fichier, un son d’ici ou des mots',
  audio: 'Des sons comme ce fichier audio, ou comme le son de cette vidéo',
  sound: 'Des sons comme celui-ci, de la bibliothèque : tapez une partie de son nom',
  text: 'Des sons qui correspondent à ces mots, en anglais : dog barking in the rain',
  top: (most) => `Combien en montrer à la fois, ${most} au maximum`,
  tag: 'Seulement les sons avec ce tag',
  author: 'Seulement les sons ajoutés par ce membre',
  least: 'Seulement les sons ressemblants à au moins ce pourcentage',
  private: 'Ne montrer la réponse qu’à vous',
  fromMessage: 'Trouver des sons similaires',
  onlyFirst: 'La recherche n’a porté que sur le premier fichier du message.',
};

export const results: Messages['results'] = {
  title: (subject) => `🔎 Ça ressemble à « ${subject} »`,
  hearing: {
    clap: 'CLAP et traits acoustiques',
    acoustic: 'Traits acoustiques seulement',
    meaning: 'Par le sens, avec CLAP',
  },
  closestPart: (from, to) => `⏱️ passage le plus proche : de ${from} à ${to}`,
  closestToPart: (from, to) => `⏱️ correspond à votre son de ${from} à ${to}`,
  searched: (number) => count(number, { one: '# son comparé', other: '# sons comparés' }),
  heard: (duration) => `${duration} d’écoute`,
  nothingFits: 'Rien ici ne correspond.',
  nothingElse: 'Il n’y a pas encore d’autre son ici à comparer.',
  nothingClose: '**Rien de proche.** Voici les plus proches :',
  alsoAs: (label) => `aussi ici sous le nom ${label}`,
  addedBy: (name) => `ajouté par ${name}`,
  thatVeryFile: (sound) => `📌 Ce fichier exact est déjà dans la bibliothèque : **${sound}** · 100 %`,
  only: (filters) => `Seulement les sons ${filters}.`,
  tagged: (tag) => `avec le tag ${tag}`,
  atLeast: (percent) => `ressemblants à ${percent} ou plus`,
  weighted: '⚖️ Pondéré selon votre oreille : ces scores ne se comparent pas à d’autres.',
};

export const controls: Messages['controls'] = {
  play: '▶ Écouter un résultat…',
  more: '🔎 D’autres comme…',
  whatMatters: 'Qu’est-ce qui compte ?',
  close: 'Fermer',
  off: 'non',
};
