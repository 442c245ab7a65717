import { defineMessages } from '../define-messages.ts';
import type { CollectionMessages } from '../en-us/collections.ts';

export const collections = defineMessages<CollectionMessages>('fr', () => ({
  collection: {
    description: 'Collections : des listes de sons avec un nom, partagées par tout le monde ici',
    show: 'Voir une collection et sa couverture, et écouter ses sons',
    list: 'Voir toutes les collections de ce serveur',
    add: 'Ajouter un son, ou tous ceux d’un filtre, à une collection ; un nouveau nom la crée',
    remove: 'Retirer un son, ou tous ceux d’un filtre, d’une collection',
    rename: 'Renommer une collection dont vous pouvez modifier les sons',
    delete: 'Supprimer une collection dont vous pouvez modifier les sons ; ils restent dans la bibliothèque',
    which: 'Quelle collection : tapez une partie de son nom',
    into: 'La collection, ou le nom d’une nouvelle',
    to: 'Le nouveau nom',
    all: 'Collections de sons',
    none: 'Il n’y a pas encore de collection. Créez-en une avec `/collection add`.',
    play: '🔊 Écouter l’un d’eux…',
    cover: (name) => `Formes d’onde de sons de la collection « ${name} ».`,
    added: (sounds, name) => `📁 Ajouté à **${name}** : ${sounds}.`,
    removed: (sounds, name) => `📁 Retiré de **${name}** : ${sounds}.`,
    renamed: (name, to) => `📁 **${name}** s’appelle maintenant **${to}**.`,
    deleted: (name) => `📁 **${name}** est supprimée. Ses sons sont toujours dans la bibliothèque.`,
    help: '`/collection` réunit des sons sous un nom ; `in:nom` dans un `filter` les retrouve.',
  },
  path: {
    description: 'Mener d’un son à un autre par des sons similaires, en une liste à écouter',
    from: 'Le premier son : tapez une partie de son nom ou de ses tags',
    to: 'Le dernier son : tapez une partie de son nom ou de ses tags',
    steps: 'Combien de sons entre les deux ; 4 par défaut',
    title: (from, to) => `🧭 De ${from} à ${to}`,
    picture: (from, to) => `Formes d’onde des sons de « ${from} » à « ${to} ».`,
    help: '`/path` mène d’un son à un autre.',
  },
}));
