import { ApplicationCommandOptionType, type InteractionEditReplyOptions, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Library } from '../storage/library.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { listEmbed, listPages, pageButtons } from './replies/list.ts';
import { suggestTags } from './sound-option.ts';

/** What a list shows: `list:<page>:<author>:<tag>`. */
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
    description: "See what is in this server's library, newest first",
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'tag',
        description: 'Only sounds with this tag',
        autocomplete: true,
        max_length: 30,
      },
      { type: ApplicationCommandOptionType.User, name: 'author', description: 'Only sounds that this member added' },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'page',
        description: 'Which page; 1 holds the newest',
        min_value: 1,
      },
    ],
  },

  autocomplete: suggestTags,

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const state = {
      page: (interaction.options.getInteger('page') ?? 1) - 1,
      author: interaction.options.getUser('author')?.id ?? '',
      tag: interaction.options.getString('tag')?.toLowerCase().trim() ?? '',
    };
    await interaction.editReply(listReply(library, state));
  },

  async component(interaction, app) {
    const [, page, author, ...tag] = interaction.customId.split(':');
    const parsed = stateSchema.safeParse({ page, author, tag: tag.join(':') });
    if (!parsed.success) throw new UserError('usage', 'This list is too old for its buttons. Please send /list again.');
    await interaction.deferUpdate();
    const library = await app.libraries.open(interaction.guildId);
    await interaction.editReply(listReply(library, parsed.data));
  },
} satisfies Command;

function listReply(
  library: Library,
  { page: wanted, author, tag }: ListState,
): Pick<InteractionEditReplyOptions, 'embeds' | 'components'> {
  const sounds = library
    .list()
    .filter((sound) => (author === '' || sound.addedBy.id === author) && (tag === '' || sound.tags.includes(tag)))
    .toReversed();
  const pages = listPages(sounds);
  const page = Math.min(wanted, pages - 1);
  const idOf = (target: number) => `list:${target}:${author}:${tag}`;
  return { embeds: [listEmbed(sounds, page)], components: pages > 1 ? [pageButtons(page, pages, idOf)] : [] };
}
