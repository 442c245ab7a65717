import {
  type APIApplicationCommandStringOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  MessageFlags,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { filterOption } from '../shared/filter-option.ts';
import { MAX_COLLECTION } from '../shared/labels.ts';
import { playChosen } from '../shared/playable-list.ts';
import { soundOption } from '../shared/sound-option.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { addToCollection, deleteCollection, removeFromCollection, renameCollection } from './change-collection.ts';
import { findCollection } from './find-collection.ts';
import { listCollections, showCollection } from './show-collection.ts';

const CHANGES = {
  add: addToCollection,
  remove: removeFromCollection,
  rename: renameCollection,
  delete: deleteCollection,
};

/** The command about collections: named lists of sounds that the members of a server share. */
export const collection = {
  data: {
    ...GUILD_ONLY,
    name: 'collection',
    ...described((m) => m.collection.description),
    options: [
      subcommand('show', (m) => m.collection.show, [existing()]),
      subcommand('list', (m) => m.collection.list, []),
      subcommand('add', (m) => m.collection.add, [
        nameOption('collection', (m) => m.collection.into),
        soundOption((m) => m.sound.which, { required: false }),
        filterOption(),
      ]),
      subcommand('remove', (m) => m.collection.remove, [
        existing(),
        soundOption((m) => m.sound.which, { required: false }),
        filterOption(),
      ]),
      subcommand('rename', (m) => m.collection.rename, [existing(), nameOption('to', (m) => m.collection.to)]),
      subcommand('delete', (m) => m.collection.delete, [existing()]),
    ],
  },

  autocomplete: suggestOption,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const name = interaction.options.getSubcommand();
    if (name === 'list') return listCollections(interaction, context);
    if (name === 'show') {
      const library = await context.library();
      const found = findCollection(library, interaction.options.getString('collection', true));
      return showCollection(interaction, context, library, found);
    }
    const change = Object.entries(CHANGES).find(([action]) => action === name)?.[1];
    if (!change) throw new UserError({ code: 'unknownCommand' });
    await interaction.editReply(await change(interaction, context));
  },

  /** Handles the menu that plays a sound, and the buttons of the pages. */
  async component(interaction, context) {
    const [action, page = '', name = ''] = decodeCustomId(interaction.customId, 3).fields;
    if (action === 'play') return playChosen(interaction, context);
    if (action !== 'page' || !/^\d{1,6}$/.test(page)) throw new UserError({ code: 'unknownButton' });
    await interaction.deferUpdate();
    const library = await context.library();
    await showCollection(interaction, context, library, findCollection(library, name), Number(page));
  },
} satisfies Command;

type Option = APIApplicationCommandStringOption;

function subcommand(
  name: string,
  description: (messages: Messages) => string,
  options: Option[],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, name, ...described(description), options };
}

/** Returns an option for the name of a collection that exists. */
function existing(): Option {
  return nameOption('collection', (m) => m.collection.which);
}

function nameOption(name: 'collection' | 'to', description: (messages: Messages) => string): Option {
  return {
    type: ApplicationCommandOptionType.String,
    name,
    ...described(description),
    required: true,
    autocomplete: name === 'collection',
    max_length: MAX_COLLECTION,
  };
}
