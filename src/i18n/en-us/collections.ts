import { defineMessages } from '../define-messages.ts';

/** Texts about lists that play: collections, and paths from one sound to another. */
export const collections = defineMessages('en-US', () => ({
  collection: {
    description: 'Collections: lists of sounds with a name, which everyone here shares',
    show: 'See a collection with its cover, and play its sounds',
    list: 'See all collections of this server',
    add: 'Add a sound, or all sounds of a filter, to a collection; a new name begins a collection',
    remove: 'Take a sound, or all sounds of a filter, out of a collection',
    rename: 'Rename a collection whose sounds you may change',
    delete: 'Delete a collection whose sounds you may change; the sounds stay in the library',
    which: 'The collection: type part of its name',
    into: 'The collection, or the name of a new one',
    to: 'The new name',
    all: 'Collections',
    none: 'There is no collection yet. Begin one with `/collection add`.',
    play: '🔊 Play one of these…',
    cover: (name: string) => `Waveforms of sounds in the collection “${name}”.`,
    added: (sounds: string, name: string) => `📁 ${sounds} added to **${name}**.`,
    removed: (sounds: string, name: string) => `📁 ${sounds} taken out of **${name}**.`,
    renamed: (name: string, to: string) => `📁 **${name}** is now called **${to}**.`,
    deleted: (name: string) => `📁 **${name}** is deleted. Its sounds are still in the library.`,
    /** Line of `/help`. */
    help: '`/collection` keeps sounds together under a name; find them by `in:name` in a `filter`.',
  },
  path: {
    description: 'Find a chain of similar sounds from one sound to another, to play one by one',
    from: 'The first sound: type part of its label or tags',
    to: 'The last sound: type part of its label or tags',
    steps: 'How many sounds lie between; 4 if left out',
    title: (from: string, to: string) => `🧭 From ${from} to ${to}`,
    picture: (from: string, to: string) => `Waveforms of the sounds from “${from}” to “${to}”.`,
    /** Line of `/help`. */
    help: '`/path` finds a chain of similar sounds between two sounds.',
  },
}));

export type CollectionMessages = typeof collections;
