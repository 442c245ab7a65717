import { ApplicationCommandType, MessageFlags } from 'discord.js';
import { messageUrl, namingOf } from './add-sound.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear } from './hear.ts';
import { messageAudio } from './message-audio.ts';
import { named } from './messages/described.ts';
import { messagesFor } from './messages/index.ts';
import { type Offered, offerSounds } from './offer.ts';
import { startWork } from './work.ts';

export const addFromMessage = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.add.fromMessage) },
  adds: true,

  async runOnMessage(interaction, app) {
    const words = messagesFor(interaction.locale).common;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const files = messageAudio(interaction.targetMessage);
    const library = await app.libraries.open(interaction.guildId);
    const { progress, signal } = startWork(interaction, app);
    const offered: Offered[] = [];
    for (const [index, file] of files.entries()) {
      const heard = await hear(app, file, {
        guildId: interaction.guildId,
        memberId: interaction.user.id,
        progress,
        signal,
        ...(files.length > 1 ? { part: words.part(index + 1, files.length) } : {}),
      });
      offered.push({
        ...namingOf(file, null, null, words),
        ...heard,
        file,
        messageUrl: messageUrl(interaction, interaction.targetId),
      });
    }
    await progress.done();
    await offerSounds(interaction, app, library, { offered, attach: false });
  },
} satisfies Command;
