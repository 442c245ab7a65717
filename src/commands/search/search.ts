import {
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  MessageFlags,
} from 'discord.js';
import { QUALITIES } from '../../engine/mix.ts';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described, named } from '../../i18n/localizations.ts';
import type { Library } from '../../storage/library.ts';
import { MAX_TOP, SEARCH_ORDERS } from '../../storage/settings.ts';
import type { RequestContext, SearchQuery } from '../app.ts';
import { type Command, GUILD_ONLY, type Slash } from '../command.ts';
import { filterOf, filterOption } from '../shared/filter-option.ts';
import { MAX_TAG, tagOf } from '../shared/labels.ts';
import { audioFileTypes, messageAudio, remoteFile } from '../shared/remote-file.ts';
import { findSound, soundOption } from '../shared/sound-option.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { onSearchComponent } from './buttons.ts';
import { partsOf, suggestParts } from './mix-query.ts';
import { preparedQuery } from './prepared-query.ts';
import { fileQuery, MAX_TEXT, rememberQuery, soundQuery, textQuery } from './query.ts';
import { runSearch } from './run-search.ts';
import { initialState, SEARCH_BY, type SearchState, searchedBy } from './search-state.ts';

export const search = {
  data: {
    ...GUILD_ONLY,
    name: 'search',
    ...described((m) => m.search.description),
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'audio',
        ...described((m) => m.search.audio),
        file_types: audioFileTypes(),
      },
      soundOption((m) => m.search.sound, { required: false }),
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        ...described((m) => m.search.text),
        max_length: MAX_TEXT,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'top',
        ...described((m) => m.search.top(MAX_TOP)),
        min_value: 1,
        max_value: MAX_TOP,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'tag',
        ...described((m) => m.search.tag),
        autocomplete: true,
        max_length: MAX_TAG,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'by',
        ...described((m) => m.search.by),
        choices: SEARCH_BY.map((by) => ({ ...named((m) => m.aspects.kinds[by]), value: by })),
      },
      { type: ApplicationCommandOptionType.User, name: 'author', ...described((m) => m.search.author) },
      mixOption('also_like', (m) => m.search.alsoLike),
      {
        type: ApplicationCommandOptionType.String,
        name: 'share',
        ...described((m) => m.search.share),
        choices: QUALITIES.map((quality) => ({ ...named((m) => m.mixing.qualities[quality]), value: quality })),
      },
      mixOption('less_like', (m) => m.search.lessLike),
      filterOption(),
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'min_score',
        ...described((m) => m.search.minScore),
        min_value: 1,
        max_value: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'order',
        ...described((m) => m.search.order),
        choices: SEARCH_ORDERS.map((order) => ({ ...named((m) => m.settings.orders[order]), value: order })),
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'private', ...described((m) => m.search.private) },
    ],
  },

  async autocomplete(interaction, context) {
    const isPart = /_like$/.test(interaction.options.getFocused(true).name);
    await (isPart ? suggestParts : suggestOption)(interaction, context);
  },

  async run(interaction, context) {
    const { options } = interaction;
    const isPrivate = options.getBoolean('private') ?? false;
    await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    const filter = filterOf(options.getString('filter'), context.memberId);
    const library = await context.library();
    const query = await queryOf(interaction, context, library);
    const by = SEARCH_BY.find((each) => each === options.getString('by')) ?? 'sound';
    const mix = partsOf(interaction, library);
    if (mix.length > 0 && by !== 'sound') throw new UserError({ code: 'mixByWholeSound' });
    const defaults = searchedBy(initialState(query.source, context.settings), by);
    const state: SearchState = {
      ...defaults,
      size: options.getInteger('top') ?? defaults.size,
      minScore: options.getInteger('min_score') ?? defaults.minScore,
      order: SEARCH_ORDERS.find((order) => order === options.getString('order')) ?? defaults.order,
      author: options.getUser('author')?.id ?? null,
      tag: tagOf(options.getString('tag')),
      filter: filter?.text ?? null,
      mix,
    };
    context.task.progress.show('comparing');
    const prepared = by === 'sound' ? query : await preparedQuery(context, library, query, by);
    rememberQuery(context, prepared);
    await runSearch(interaction, context, { library, query: prepared, state });
  },

  component: onSearchComponent,
} satisfies Command;

/** Returns the definition of an option that takes a sound, or words, to mix with the query. */
function mixOption(name: string, description: (messages: Messages) => string): APIApplicationCommandStringOption {
  return { ...soundOption(description, { required: false }), name };
}

/** The context-menu command of a message that searches for sounds similar to the message's first audio file. */
export const findSimilar = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.search.fromMessage) },

  async runOnMessage(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const [file, ...others] = messageAudio(interaction.targetMessage);
    if (!file) return;
    const library = await context.library();
    const query = await fileQuery(context, file);
    const state = initialState(query.source, context.settings);
    context.task.progress.show('comparing');
    rememberQuery(context, query);
    const content = others.length > 0 ? context.t.search.onlyFirst : null;
    await runSearch(interaction, context, { library, query, state, content });
  },
} satisfies Command;

/** Returns the query that the options specify. @throws UserError `searchWithOne` unless they specify exactly one */
async function queryOf({ options }: Slash, context: RequestContext, library: Library): Promise<SearchQuery> {
  const attachment = options.getAttachment('audio');
  const sound = options.getString('sound');
  const text = options.getString('text');
  if ([attachment, sound, text].filter((option) => option !== null).length !== 1)
    throw new UserError({ code: 'searchWithOne' });
  if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
  if (sound !== null) return soundQuery(library, findSound(library, sound));
  if (text !== null) return textQuery(context, text);
  if (!attachment) throw new UserError({ code: 'searchWithOne' });
  return fileQuery(context, remoteFile(attachment));
}
