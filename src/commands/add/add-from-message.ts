import { ApplicationCommandType, MessageFlags } from 'discord.js';
import { named } from '../../i18n/localizations.ts';
import type { Command } from '../command.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { messageAudio } from '../shared/remote-file.ts';
import { addFiles } from './add-files.ts';

export const addFromMessage = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.add.fromMessage) },
  adds: true,

  async runOnMessage(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const files = messageAudio(interaction.targetMessage);
    await addFiles(interaction, app, { files, label: null, tags: null, messageId: interaction.targetId });
  },
} satisfies Command;
