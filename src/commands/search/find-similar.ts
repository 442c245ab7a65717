import { ApplicationCommandType, MessageFlags } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import { named } from '../../i18n/localizations.ts';
import type { Command } from '../command.ts';
import { hear } from '../shared/analyze-file.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { messageAudio } from '../shared/remote-file.ts';
import { withWork } from '../shared/tasks.ts';
import { askedFile, rememberQuery } from './query.ts';
import { answerSearch } from './run-search.ts';
import { sendAnswer } from './send-results.ts';
import { plainState } from './state.ts';

export const findSimilar = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.search.fromMessage) },

  async runOnMessage(interaction, app) {
    const messages = messagesFor(interaction.locale);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const [file, ...others] = messageAudio(interaction.targetMessage);
    if (!file) return;
    const library = await app.libraries.open(interaction.guildId);
    const { guildId, user } = interaction;
    const found = await withWork(interaction, app, async ({ progress, signal }) => {
      const heard = await hear(app, file, { guildId, memberId: user.id, progress, signal, withSketch: true });
      const asked = await askedFile(file.name, heard);
      progress.show('comparing');
      const state = plainState(asked.source, await app.libraries.settings.read(guildId));
      return { asked, answer: await answerSearch(app, library, state, { ...asked, messages }) };
    });
    rememberQuery(app, guildId, found.asked);
    const content = others.length > 0 ? messages.search.onlyFirst : null;
    await sendAnswer(interaction, app, library, { ...found, content });
  },
} satisfies Command;
