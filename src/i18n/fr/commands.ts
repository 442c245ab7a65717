import { defineMessages } from '../define-messages.ts';
import type { CommandMessages } from '../en-us/commands.ts';

export const commands = defineMessages<CommandMessages>('fr', () => ({
  add: {
    description: 'Ajouter un son à la bibliothèque ; sans fichier, vous en choisissez jusqu’à dix à la fois',
    audio: 'Un fichier audio, ou une vidéo dont vous voulez le son ; sans lui, choisissez jusqu’à dix',
    label: 'Comment l’appeler ; sinon, le nom du fichier',
    tags: 'Des mots pour le retrouver, séparés par des virgules : batterie, fort, prise 2',
    more: 'Un fichier de plus ; chacun garde son propre nom',
    fromMessage: 'Ajouter aux sons',
  },
  edit: {
    description: 'Changer le nom ou les tags d’un de vos sons, ou de tout son si ce serveur vous le permet',
    label: 'Comment l’appeler désormais',
    tags: 'Tous ses tags, séparés par des virgules ; un simple - les enlève',
  },
  remove: { description: 'Retirer un de vos sons, ou tout son si ce serveur vous le permet ; demande avant' },
  forget: { description: 'Effacer définitivement tous les sons que vous avez ajoutés ici' },
  sound: { which: 'Quel son : tapez une partie de son nom ou de ses tags' },
  list: {
    description: 'Voir le contenu de la bibliothèque de ce serveur, du plus récent au plus ancien, ou trouver un nom',
    name: 'Le nom auquel aller, ou une partie',
    tag: 'Seulement les sons avec ce tag',
    author: 'Seulement les sons ajoutés par ce membre',
    page: 'Quelle page ; la 1 contient les plus récents',
  },
  info: { description: 'Écouter un son de la bibliothèque et tout savoir de lui' },
  map: {
    description: 'Voir toute la bibliothèque sur une carte où les sons similaires sont voisins',
    tag: 'Seulement les sons avec ce tag',
    sound: 'Seulement ce son et les plus proches : tapez une partie de son nom',
    private: 'Ne montrer la carte qu’à vous',
  },
  duplicates: { description: 'Trouver les enregistrements présents plusieurs fois dans la bibliothèque' },
  stats: { description: 'La bibliothèque de ce serveur en chiffres' },
  search: {
    description: 'Trouver les sons d’ici qui ressemblent au vôtre : un fichier, un son d’ici ou des mots',
    audio: 'Des sons comme ce fichier audio, ou comme le son de cette vidéo',
    sound: 'Des sons comme celui-ci, de la bibliothèque : tapez une partie de son nom',
    text: 'Des sons qui correspondent à ces mots, en anglais : dog barking in the rain',
    top: (most) => `Combien en montrer à la fois, ${most} au maximum`,
    tag: 'Seulement les sons avec ce tag',
    author: 'Seulement les sons ajoutés par ce membre',
    minScore: 'Seulement les sons ressemblants à au moins ce pourcentage',
    by: 'Ce qui est comparé : le son entier, ou seulement sa mélodie, son rythme ou une partie',
    alsoLike: 'Comme ce son de la bibliothèque aussi : tapez une partie de son nom',
    share: 'Ne prendre que cela de cet autre son : timbre, rythme ou mélodie',
    lessLike: 'Moins comme ce son de la bibliothèque : tapez une partie de son nom',
    order: 'Ordre des résultats ; par défaut, celui de ce serveur',
    private: 'Ne montrer la réponse qu’à vous',
    fromMessage: 'Trouver des sons similaires',
  },
  exporting: { description: 'Télécharger toute la bibliothèque : des zip avec l’audio, les noms et les tags' },
  importing: {
    description: 'Ajouter beaucoup de sons : un zip, de /export ou à vous ; sans lui, jusqu’à dix fichiers',
    archive: 'Le fichier zip ; une grande bibliothèque en prend plusieurs. Sans lui, jusqu’à dix fichiers',
  },
  settings: {
    description: 'Pour la gestion : qui ajoute et retire, où m’utiliser, comment on cherche, combien en garder',
  },
  help: { description: 'Comment trouver des sons à l’oreille, en une minute' },
}));
