import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library } from '../../storage/library.ts';
import { MAX_TOP } from '../../storage/settings.ts';
import type { App, Command, Slash } from '../command.ts';
import { hear, remoteFile } from '../shared/analyze-file.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { tagOf } from '../shared/labels.ts';
import { findSound, soundOption, suggestSounds, suggestTags } from '../shared/sound-option.ts';
import { type Work, withWork } from '../shared/tasks.ts';
import { onSearchComponent } from './buttons.ts';
import { type Asked, askedFile, askedSound, askedText, rememberQuery } from './query.ts';
import { answerSearch } from './run-search.ts';
import { sendAnswer } from './send-results.ts';
import { plainState, type SearchState } from './state.ts';

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
        file_types: ['audio', 'video'],
      },
      soundOption((m) => m.search.sound, { required: false }),
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        ...described((m) => m.search.text),
        max_length: 200,
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
        max_length: 30,
      },
      { type: ApplicationCommandOptionType.User, name: 'author', ...described((m) => m.search.author) },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'least',
        ...described((m) => m.search.minScore),
        min_value: 1,
        max_value: 100,
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'private', ...described((m) => m.search.private) },
    ],
  },

  async autocomplete(interaction, app) {
    const suggest = interaction.options.getFocused(true).name === 'tag' ? suggestTags : suggestSounds;
    await suggest(interaction, app);
  },

  async run(interaction, app) {
    const hidden = interaction.options.getBoolean('private') ?? false;
    await interaction.deferReply(hidden ? { flags: MessageFlags.Ephemeral } : {});
    const library = await app.libraries.open(interaction.guildId);
    const found = await withWork(interaction, app, async (work) => {
      const asked = await queryOf(interaction, app, library, work);
      const usual = plainState(asked.query, await app.libraries.settings.read(interaction.guildId));
      const state: SearchState = {
        ...usual,
        size: interaction.options.getInteger('top') ?? usual.size,
        least: interaction.options.getInteger('least') ?? usual.least,
        author: interaction.options.getUser('author')?.id ?? null,
        tag: tagOf(interaction.options.getString('tag')),
      };
      work.progress.show('comparing');
      const messages = messagesFor(interaction.locale);
      return { asked, answer: await answerSearch(app, library, state, { ...asked, messages }) };
    });
    rememberQuery(app, interaction.guildId, found.asked);
    await sendAnswer(interaction, app, library, found);
  },

  component: onSearchComponent,
} satisfies Command;

async function queryOf(interaction: Slash, app: App, library: Library, work: Work): Promise<Asked> {
  const attachment = interaction.options.getAttachment('audio');
  const sound = interaction.options.getString('sound');
  const text = interaction.options.getString('text');
  if ([attachment, sound, text].filter((given) => given !== null).length !== 1)
    throw new UserError({ code: 'searchWithOne' });
  if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
  if (sound !== null) return askedSound(library, findSound(library, sound));
  const how = { guildId: interaction.guildId, memberId: interaction.user.id, ...work };
  if (text !== null) return askedText(app, text, how);
  if (!attachment) throw new UserError({ code: 'searchWithOne' });
  const file = remoteFile(attachment);
  return askedFile(file.name, await hear(app, file, { ...how, withSketch: true }));
}
