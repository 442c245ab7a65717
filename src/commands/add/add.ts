import { type APIApplicationCommandAttachmentOption, ApplicationCommandOptionType } from 'discord.js';
import { type Messages, messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Command, Slash } from '../command.ts';
import { remoteFile } from '../shared/analyze-file.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { MAX_LABEL } from '../shared/labels.ts';
import { uploadedFiles, uploadModal } from '../shared/upload-modal.ts';
import { addFiles } from './add-files.ts';
import { onOfferComponent } from './save-sounds.ts';

/** Names of the options that take a file; without any, a modal asks for up to ten. */
const FILES = ['audio', 'audio2', 'audio3', 'audio4', 'audio5'] as const;

export const add = {
  data: {
    ...GUILD_ONLY,
    name: 'add',
    ...described((m) => m.add.description),
    options: [
      fileOption(FILES[0], (m) => m.add.audio),
      {
        type: ApplicationCommandOptionType.String,
        name: 'label',
        ...described((m) => m.add.label),
        max_length: MAX_LABEL,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'tags',
        ...described((m) => m.add.tags),
        max_length: 300,
      },
      ...FILES.slice(1).map((name) => fileOption(name, (m) => m.add.more)),
    ],
  },
  adds: true,

  async run(interaction, app) {
    const files = filesOf(interaction);
    const label = interaction.options.getString('label');
    const tags = interaction.options.getString('tags');
    if (files.length === 0) {
      const messages = messagesFor(interaction.locale);
      await interaction.showModal(uploadModal('add:files', messages, ['audio', 'video'], { label, tags }));
      return;
    }
    await interaction.deferReply();
    await addFiles(interaction, app, { files, label, tags });
  },

  async modal(interaction, app) {
    await interaction.deferReply();
    const label = interaction.fields.getTextInputValue('label') || null;
    const tags = interaction.fields.getTextInputValue('tags') || null;
    await addFiles(interaction, app, { files: uploadedFiles(interaction), label, tags, keepGoing: true });
  },

  component: onOfferComponent,
} satisfies Command;

function fileOption(name: string, say: (messages: Messages) => string): APIApplicationCommandAttachmentOption {
  return {
    type: ApplicationCommandOptionType.Attachment,
    name,
    ...described(say),
    file_types: ['audio', 'video'],
  };
}

function filesOf({ options }: Slash) {
  return FILES.map((name) => options.getAttachment(name))
    .filter((file) => file !== null)
    .map(remoteFile);
}
