import { ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear, remoteFile } from './hear.ts';
import { findMatches } from './matches.ts';
import { createProgress } from './replies/progress.ts';
import { PAGE, resultsEmbed } from './replies/results.ts';

const DEFAULT_TOP = 5;

export const search = {
  data: {
    ...GUILD_ONLY,
    name: 'search',
    description: "Find the sounds in this server's library that are most like yours",
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'audio',
        description: 'An audio file, or a video whose sound you mean',
        required: true,
        file_types: ['audio', 'video'],
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'top',
        description: `How many to show; ${DEFAULT_TOP} if you do not say`,
        min_value: 1,
        max_value: PAGE,
      },
    ],
  },

  async run(interaction, app) {
    await interaction.deferReply();
    const file = remoteFile(interaction.options.getAttachment('audio', true));
    const library = await app.libraries.open(interaction.guildId);
    if (library.size === 0)
      throw new UserError('not-found', 'This library is empty. Put the first sound in it with /add.');

    const progress = createProgress((content) => interaction.editReply({ content }));
    const { embedding } = await hear(app, interaction.user.id, file, progress);
    progress.show('comparing');
    const top = interaction.options.getInteger('top') ?? DEFAULT_TOP;
    const matches = await findMatches(app.engine, library, embedding, { top });
    await progress.done();
    const embed = resultsEmbed({
      subject: file.name,
      seconds: embedding.seconds,
      matches,
      searched: library.size,
      mode: app.engine.mode,
    });
    await interaction.editReply({ content: null, embeds: [embed] });
  },
} satisfies Command;
