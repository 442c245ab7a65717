import { ApplicationCommandOptionType, type InteractionEditReplyOptions, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { MAX_TAG, tagOf } from '../shared/labels.ts';
import { suggestTags } from '../shared/sound-option.ts';
import { type ListPage, listEmbed, pageButtons } from './list-view.ts';

/** Number of sounds on a page. Ten sounds fit into the 4,096 characters of an embed description. */
const PAGE_SIZE = 10;

/** State of a list, as the custom ids of its buttons encode it: `list:<page>:<author>:<tag>`. */
const stateSchema = z.object({
  page: z.coerce.number().int().min(0),
  author: z.string().regex(/^\d{0,20}$/),
  tag: z.string(),
});
type ListState = z.output<typeof stateSchema>;

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
    ],
  },

  autocomplete: suggestTags,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    const state = {
      page: (interaction.options.getInteger('page') ?? 1) - 1,
      author: interaction.options.getUser('author')?.id ?? '',
      tag: tagOf(interaction.options.getString('tag')) ?? '',
    };
    await interaction.editReply(listReply(library, state, context.t));
  },

  async component(interaction, context) {
    const [page, author, tag = ''] = decodeCustomId(interaction.customId, 3).fields;
    const parsed = stateSchema.safeParse({ page, author, tag });
    if (!parsed.success) throw new UserError({ code: 'listTooOld' });
    await interaction.deferUpdate();
    const library = await context.library();
    await interaction.editReply(listReply(library, parsed.data, context.t));
  },
} satisfies Command;

function listReply(
  library: Library,
  { page, author, tag }: ListState,
  messages: Messages,
): Pick<InteractionEditReplyOptions, 'embeds' | 'components'> {
  const sounds = library
    .list()
    .filter((sound) => (author === '' || sound.addedBy.id === author) && (tag === '' || sound.tags.includes(tag)))
    .toReversed();
  const shown = pageOf(sounds, page);
  const customIdOf = (target: number) => encodeCustomId('list', target, author, tag);
  return {
    embeds: [listEmbed(shown, messages)],
    components: shown.pages > 1 ? [pageButtons(shown, customIdOf)] : [],
  };
}

/** Returns page `wanted` of a list, or the last page if the list is shorter. The first page is 0. */
export function pageOf(sounds: readonly Sound[], wanted: number): ListPage {
  const pages = Math.max(1, Math.ceil(sounds.length / PAGE_SIZE));
  const page = Math.min(wanted, pages - 1);
  const start = page * PAGE_SIZE;
  return { sounds: sounds.slice(start, start + PAGE_SIZE), firstRank: start + 1, total: sounds.length, page, pages };
}
