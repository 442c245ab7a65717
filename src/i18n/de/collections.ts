import { defineMessages } from '../define-messages.ts';
import type { CollectionMessages } from '../en-us/collections.ts';

export const collections = defineMessages<CollectionMessages>('de', () => ({
  collection: {
    description: 'Sammlungen: Listen von Sounds mit einem Namen, die alle hier teilen',
    show: 'Zeigt eine Sammlung mit ihrem Titelbild und spielt ihre Sounds',
    list: 'Zeigt alle Sammlungen dieses Servers',
    add: 'Nimmt einen Sound oder alle eines Filters in eine Sammlung auf; ein neuer Name legt sie an',
    remove: 'Nimmt einen Sound oder alle eines Filters aus einer Sammlung',
    rename: 'Benennt eine Sammlung um, deren Sounds du ändern darfst',
    delete: 'Löscht eine Sammlung, deren Sounds du ändern darfst; die Sounds bleiben in der Bibliothek',
    which: 'Welche Sammlung: tipp einen Teil ihres Namens',
    into: 'Die Sammlung, oder der Name einer neuen',
    to: 'Der neue Name',
    all: 'Sammlungen',
    none: 'Es gibt noch keine Sammlung. Mit `/collection add` legst du eine an.',
    play: '🔊 Einen davon abspielen …',
    cover: (name) => `Wellenformen von Sounds der Sammlung „${name}“.`,
    added: (sounds, name) => `📁 In **${name}** aufgenommen: ${sounds}.`,
    removed: (sounds, name) => `📁 Aus **${name}** genommen: ${sounds}.`,
    renamed: (name, to) => `📁 **${name}** heißt jetzt **${to}**.`,
    deleted: (name) => `📁 **${name}** ist gelöscht. Ihre Sounds sind noch in der Bibliothek.`,
    help: '`/collection` sammelt Sounds unter einem Namen; `in:name` im `filter` findet sie.',
  },
  path: {
    description: 'Führt über ähnliche Sounds von einem zum anderen, als Liste zum Abspielen',
    from: 'Der erste Sound: tipp einen Teil des Namens oder der Tags',
    to: 'Der letzte Sound: tipp einen Teil des Namens oder der Tags',
    steps: 'Wie viele Sounds dazwischen liegen; sonst 4',
    title: (from, to) => `🧭 Von ${from} bis ${to}`,
    picture: (from, to) => `Wellenformen der Sounds von „${from}“ bis „${to}“.`,
    help: '`/path` führt von einem Sound zu einem anderen.',
  },
}));
