import { ApplicationCommandType, MessageFlags } from 'discord.js';
import { named } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { messageAudio } from '../shared/remote-file.ts';
import { addFiles } from './add-files.ts';

export const addFromMessage = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.add.fromMessage) },
  adds: true,

  async runOnMessage(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const files = messageAudio(interaction.targetMessage);
    await addFiles(interaction, context, { files, label: null, tags: null, messageId: interaction.targetId });
  },
} satisfies Command;
