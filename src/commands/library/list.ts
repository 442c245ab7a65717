import { ApplicationCommandOptionType, type InteractionEditReplyOptions, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { sortSounds } from '../../filter/sort-sounds.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { button, row, select } from '../shared/components.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import {
  filterField,
  filterInMessage,
  filterOf,
  filterOption,
  filterSounds,
  type TypedFilter,
  unmeasuredNote,
} from '../shared/filter-option.ts';
import { MAX_LABEL, MAX_TAG, tagOf } from '../shared/labels.ts';
import { nearNames, searchNames } from '../shared/search-names.ts';
import { MAX_OPTIONS, soundOptionOf } from '../shared/sound-menu.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { clean, literal } from '../shared/text.ts';
import { type ListPage, listEmbed, pageButtons } from './list-view.ts';

/** Number of sounds on a page. Ten sounds fit into the 4,096 characters of an embed description. */
const PAGE_SIZE = 10;
/** Discord's limit for the text of a button, in characters. */
const MAX_BUTTON = 80;

/**
 * State of a list, as the custom ids of its buttons encode it: `list:<place>:<author>:<tag>`. The place is the number of
 * a page, or `@` and the id of the sound whose page is shown. The place of a menu of sounds is `go`. The message shows
 * the filter.
 */
const stateSchema = z.object({
  place: z.string().regex(/^(\d{1,9}|@[a-z0-9]{1,20})$/),
  author: z.string().regex(/^\d{0,20}$/),
  tag: z.string(),
});
type ListState = z.output<typeof stateSchema> & { readonly filter: TypedFilter | null };

export const list = {
  data: {
    ...GUILD_ONLY,
    name: 'list',
    ...described((m) => m.list.description),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'tag',
        ...described((m) => m.list.tag),
        autocomplete: true,
        max_length: MAX_TAG,
      },
      { type: ApplicationCommandOptionType.User, name: 'author', ...described((m) => m.list.author) },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'page',
        ...described((m) => m.list.page),
        min_value: 1,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        ...described((m) => m.list.name),
        autocomplete: true,
        max_length: MAX_LABEL,
      },
      filterOption(),
    ],
  },

  autocomplete: suggestOption,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    const name = interaction.options.getString('name');
    if (name !== null && library.size === 0) throw new UserError({ code: 'libraryEmpty' });
    const state = {
      place: String((interaction.options.getInteger('page') ?? 1) - 1),
      author: interaction.options.getUser('author')?.id ?? '',
      tag: tagOf(interaction.options.getString('tag')) ?? '',
      filter: filterOf(interaction.options.getString('filter'), context.memberId),
    };
    const reply = name === null ? listReply(library, state, context.t) : findName(library, state, name, context.t);
    await interaction.editReply(reply);
  },

  async component(interaction, context) {
    const [field, author, tag = ''] = decodeCustomId(interaction.customId, 3).fields;
    const place = interaction.isStringSelectMenu() ? `@${interaction.values[0]}` : field;
    const parsed = stateSchema.safeParse({ place, author, tag });
    if (!parsed.success) throw new UserError({ code: 'listTooOld' });
    await interaction.deferUpdate();
    const library = await context.library();
    const state = { ...parsed.data, filter: filterOf(filterInMessage(interaction.message), context.memberId) };
    await interaction.editReply({ content: null, ...listReply(library, state, context.t) });
  },
} satisfies Command;

type ListReply = Pick<InteractionEditReplyOptions, 'content' | 'embeds' | 'components'>;

/**
 * Returns a page of the list.
 * @throws UserError `soundGone` if the sound at the wanted place is not in the list, `filterNone` if no sound is left
 */
function listReply(library: Library, state: ListState, messages: Messages): ListReply {
  const { place, author, tag, filter } = state;
  const sounds = soundsOf(library, state);
  const marked = place.startsWith('@') ? place.slice(1) : null;
  const index = marked === null ? Number(place) * PAGE_SIZE : sounds.findIndex(({ id }) => id === marked);
  if (index < 0) throw new UserError({ code: 'soundGone' });
  const shown = pageOf(sounds, Math.floor(index / PAGE_SIZE));
  const customIdOf = (target: number) => encodeCustomId('list', target, author, tag);
  const note = unmeasuredNote(library.list(), filter, messages);
  const fields = filterField(filter, messages);
  return {
    embeds: [{ ...listEmbed(shown, messages, { marked, note }), ...(fields.length > 0 && { fields }) }],
    components: shown.pages > 1 ? [pageButtons(shown, customIdOf)] : [],
  };
}

/**
 * Returns the page with the first sound whose name matches, with a menu of the other matches. If no name matches, asks
 * whether a similar name was meant.
 * @throws UserError `soundUnknown` if no name is similar either
 */
function findName(library: Library, state: ListState, name: string, messages: Messages): ListReply {
  const { finding: t } = messages;
  const sounds = soundsOf(library, state).toReversed();
  const chosen = sounds.find(({ id }) => id === name);
  const found = chosen ? [chosen] : searchNames(sounds, name);
  const placeOf = (sound: Sound) => ({ ...state, place: `@${sound.id}` });
  const [first, ...others] = found;
  if (first) {
    const reply = listReply(library, placeOf(first), messages);
    if (others.length === 0) return reply;
    const menu = select(
      encodeCustomId('list', 'go', state.author, state.tag),
      found.slice(0, MAX_OPTIONS).map((sound) => soundOptionOf(sound, messages)),
      t.jump,
    );
    const content = t.matches(found.length, literal(name));
    return { ...reply, content, components: [row(menu), ...(reply.components ?? [])] };
  }
  const near = nearNames(sounds, name);
  if (near.length === 0) throw new UserError({ code: 'soundUnknown', name: literal(name), near: [] });
  const buttons = near.map((sound) =>
    button(clean(sound.label, MAX_BUTTON), encodeCustomId('list', `@${sound.id}`, state.author, state.tag)),
  );
  const fields = filterField(state.filter, messages);
  const embeds = fields.length > 0 ? [{ fields }] : [];
  return { content: t.didYouMean(literal(name)), embeds, components: [row(...buttons)] };
}

/** Returns the sounds of a list, newest first unless the filter sorts them. */
function soundsOf(library: Library, { author, tag, filter }: Omit<ListState, 'place'>): readonly Sound[] {
  const isShown = (sound: Sound) =>
    (author === '' || sound.addedBy.id === author) && (tag === '' || sound.tags.includes(tag));
  const sounds = filterSounds(library.list().filter(isShown), filter);
  return filter?.sort ? sortSounds(sounds, filter.sort, (sound) => sound) : sounds.toReversed();
}

/** Returns page `wanted` of a list, or the last page if the list is shorter. The first page is 0. */
export function pageOf(sounds: readonly Sound[], wanted: number): ListPage {
  const pages = Math.max(1, Math.ceil(sounds.length / PAGE_SIZE));
  const page = Math.min(wanted, pages - 1);
  const start = page * PAGE_SIZE;
  return { sounds: sounds.slice(start, start + PAGE_SIZE), firstRank: start + 1, total: sounds.length, page, pages };
}
