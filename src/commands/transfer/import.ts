import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Command } from '../command.ts';
import { remoteFile } from '../shared/analyze-file.ts';
import { FOR_MANAGERS } from '../shared/guild-only.ts';
import { uploadedFiles, uploadModal } from '../shared/upload-modal.ts';
import { importFiles } from './import-files.ts';

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
