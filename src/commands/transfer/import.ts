import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { described } from '../../i18n/localizations.ts';
import { type Command, FOR_MANAGERS } from '../command.ts';
import { remoteFile } from '../shared/remote-file.ts';
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

  async run(interaction, context) {
    const archive = interaction.options.getAttachment('archive');
    if (!archive) {
      await interaction.showModal(uploadModal('import:files', context.t, ['audio', 'video', '.zip']));
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await importFiles(interaction, context, [remoteFile(archive)]);
  },

  async modal(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await importFiles(interaction, context, uploadedFiles(interaction));
  },
} satisfies Command;
