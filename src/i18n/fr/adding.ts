import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('fr');
const sounds = (number: number) => count(number, { one: '# son', other: '# sons' });

export const add: Messages['add'] = {
  description: 'Ajouter un son à la bibliothèque ; sans fichier, vous en choisissez jusqu’à dix à la fois',
  audio: 'Un fichier audio, ou une vidéo dont vous voulez le son ; sans lui, choisissez jusqu’à dix',
  label: 'Comment l’appeler ; sinon, le nom du fichier',
  tags: 'Des mots pour le retrouver, séparés par des virgules : batterie, fort, prise 2',
  more: 'Un fichier de plus ; chacun garde son propre nom',
  fromMessage: 'Ajouter aux sons',
  added: '✅ Ajouté',
  nowHere: (number) => `${sounds(number)} dans la bibliothèque de ce serveur`,
  hereAlready: '🤔 Déjà là ?',
  undecided: 'Pas encore ajouté. À vous de décider.',
  sameFile: (label, known) => `**${label}** est exactement le même fichier que **${known}**`,
  sameRecording: (label, known, percent) =>
    `**${label}** semble être le même enregistrement que **${known}** (${percent})`,
  anyway: 'Ajouter quand même',
  leaveOut: 'Ne pas ajouter',
  leftOut: 'Pas ajouté.',
};

export const edit: Messages['edit'] = {
  description: 'Changer le nom ou les tags d’un de vos sons, ou de tout son si ce serveur vous le permet',
  label: 'Comment l’appeler désormais',
  tags: 'Tous ses tags, séparés par des virgules ; un simple - les enlève',
  done: '✏️ Modifié.',
};

export const remove: Messages['remove'] = {
  description: 'Retirer un de vos sons, ou tout son si ce serveur vous le permet ; demande avant',
  askOwn: (label) => `Retirer **${label}** ? Pendant une minute, vous pourrez le remettre.`,
  ask: (owner, label) => `${owner} a ajouté **${label}**. Le retirer quand même ?`,
  yes: 'Retirer',
  done: (label) => `🗑️ **${label}** a été retiré. Vous avez une minute pour le remettre.`,
  undo: 'Le remettre',
  back: (label) => `↩️ **${label}** est de retour.`,
};

export const forget: Messages['forget'] = {
  description: 'Effacer définitivement tous les sons que vous avez ajoutés ici',
  ask: (number) =>
    `Vous avez ajouté ${sounds(number)} ici. Tout effacer, avec l’audio et votre nom ? C’est irréversible.`,
  nothing: 'Vous n’avez rien ajouté ici. Il n’y a rien à effacer.',
  yes: 'Tout effacer',
  done: (number) =>
    `🧹 ${count(number, { one: '# son effacé', other: '# sons effacés' })}. Les messages que j’ai publiés dans les salons, c’est à vous de les supprimer.`,
};

export const upload: Messages['upload'] = {
  title: 'Ajouter des sons',
  files: 'Fichiers audio',
  filesHint: 'Jusqu’à dix : MP3, WAV, OGG, M4A, FLAC, Opus, ou des vidéos',
  label: 'Nom',
  labelHint: 'Le nom du son, s’il n’y en a qu’un ; sinon les noms des fichiers',
  tags: 'Tags',
  tagsHint: 'Des mots pour les retrouver, séparés par des virgules : tambour, fort',
};
