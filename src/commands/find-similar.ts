import { ApplicationCommandType, MessageFlags } from 'discord.js';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear } from './hear.ts';
import { messageAudio } from './message-audio.ts';
import { answerSearch } from './search-answer.ts';
import { askedFile, rememberQuery } from './search-query.ts';
import { sendAnswer } from './search-reply.ts';
import { plainState } from './search-state.ts';
import { startWork } from './work.ts';

export const findSimilar = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, name: 'Find similar sounds' },

  async runOnMessage(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const [file, ...others] = messageAudio(interaction.targetMessage);
    if (!file) return;
    const library = await app.libraries.open(interaction.guildId);
    const { progress, signal } = startWork(interaction, app);
    const heard = await hear(app, file, {
      guildId: interaction.guildId,
      memberId: interaction.user.id,
      progress,
      signal,
      withSketch: true,
    });
    const asked = askedFile(file.name, heard);
    progress.show('comparing');
    const answer = await answerSearch(app, library, plainState(asked.query), asked);
    await progress.done();
    rememberQuery(app, interaction.guildId, asked);
    const content = others.length > 0 ? 'Only the first of the message’s files was searched with.' : null;
    await sendAnswer(interaction, app, library, { asked, answer, content });
  },
} satisfies Command;
