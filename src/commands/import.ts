import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import type { Command } from './command.ts';
import { FOR_MANAGERS } from './guild-only.ts';
import { remoteFile } from './hear.ts';
import { importFiles } from './import-files.ts';
import { described } from './messages/described.ts';
import { messagesFor } from './messages/index.ts';
import { uploadedFiles, uploadModal } from './upload-modal.ts';

export const importLibrary = {
  data: {
    ...FOR_MANAGERS,
    name: 'import',
    ...described((m) => m.importing.description),
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'archive',
        ...described((m) => m.importing.archive),
        file_types: ['.zip'],
      },
    ],
  },
  adds: true,

  async run(interaction, app) {
    const archive = interaction.options.getAttachment('archive');
    if (!archive) {
      const messages = messagesFor(interaction.locale);
      await interaction.showModal(uploadModal('import:files', messages, ['audio', 'video', '.zip']));
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await importFiles(interaction, app, [remoteFile(archive)]);
  },

  async modal(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await importFiles(interaction, app, uploadedFiles(interaction));
  },
} satisfies Command;
