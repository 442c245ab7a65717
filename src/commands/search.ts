import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Library } from '../storage/library.ts';
import type { App, Command, Slash } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear, remoteFile } from './hear.ts';
import { answerSearch } from './search-answer.ts';
import { onSearchComponent } from './search-components.ts';
import { type Asked, askedFile, askedSound, askedText, rememberQuery } from './search-query.ts';
import { sendAnswer } from './search-reply.ts';
import { NORMAL, type SearchState } from './search-state.ts';
import { findSound, soundOption, suggestSounds, suggestTags } from './sound-option.ts';
import { startWork, type Work } from './work.ts';

const DEFAULT_SIZE = 5;
/** With ten the longest possible embed stays within Discord's 6,000 characters. */
const MAX_SIZE = 10;

export const search = {
  data: {
    ...GUILD_ONLY,
    name: 'search',
    description: 'Find the sounds here that are most like yours: give a file, a sound that is here, or words',
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'audio',
        description: 'Sounds like this audio file, or like the sound of this video',
        file_types: ['audio', 'video'],
      },
      soundOption('Sounds like this one, which is in the library: type some of its label', { required: false }),
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        description: 'Sounds that fit these words, in English: dog barking in the rain',
        max_length: 200,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'top',
        description: `How many to show at once; ${DEFAULT_SIZE} if you do not say`,
        min_value: 1,
        max_value: MAX_SIZE,
      },
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
        name: 'least',
        description: 'Only sounds that are at least so many per cent alike',
        min_value: 1,
        max_value: 100,
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'private', description: 'Show the answer to you alone' },
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
    const work = startWork(interaction, app);
    const asked = await queryOf(interaction, app, library, work);
    const state: SearchState = {
      query: asked.query,
      size: interaction.options.getInteger('top') ?? DEFAULT_SIZE,
      page: 0,
      least: interaction.options.getInteger('least') ?? 0,
      levels: NORMAL,
      tuning: false,
      author: interaction.options.getUser('author')?.id ?? null,
      tag: interaction.options.getString('tag')?.toLowerCase().trim() || null,
    };
    work.progress.show('comparing');
    const answer = await answerSearch(app, library, state, asked);
    await work.progress.done();
    rememberQuery(app, interaction.guildId, asked);
    await sendAnswer(interaction, app, library, { asked, answer });
  },

  component: onSearchComponent,
} satisfies Command;

async function queryOf(interaction: Slash, app: App, library: Library, work: Work): Promise<Asked> {
  const attachment = interaction.options.getAttachment('audio');
  const sound = interaction.options.getString('sound');
  const text = interaction.options.getString('text');
  if ([attachment, sound, text].filter((given) => given !== null).length !== 1)
    throw new UserError('usage', 'Search with one thing: an audio file, a sound from the library, or words.');
  if (library.size === 0)
    throw new UserError('not-found', 'This library is empty. Put the first sound in it with /add.');
  if (sound !== null) return askedSound(library, findSound(library, sound));
  if (text !== null) return askedText(app, text);
  if (!attachment) throw new UserError('usage', 'Attach an audio file.');
  const file = remoteFile(attachment);
  return askedFile(
    file.name,
    await hear(app, file, { guildId: interaction.guildId, memberId: interaction.user.id, withSketch: true, ...work }),
  );
}
