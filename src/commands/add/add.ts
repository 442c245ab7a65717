import { type APIApplicationCommandAttachmentOption, ApplicationCommandOptionType } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY, type Slash } from '../command.ts';
import { MAX_LABEL } from '../shared/labels.ts';
import { remoteFile } from '../shared/remote-file.ts';
import { uploadedFiles, uploadModal } from '../shared/upload-modal.ts';
import { addFiles } from './add-files.ts';
import { answerDuplicatePrompt } from './save-sounds.ts';

/** Names of the options that take a file. If none is given, a modal asks for files. */
const FILE_OPTIONS = ['audio', 'audio2', 'audio3', 'audio4', 'audio5'] as const;

export const add = {
  data: {
    ...GUILD_ONLY,
    name: 'add',
    ...described((m) => m.add.description),
    options: [
      fileOption(FILE_OPTIONS[0], (m) => m.add.audio),
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
      ...FILE_OPTIONS.slice(1).map((name) => fileOption(name, (m) => m.add.more)),
    ],
  },
  adds: true,

  async run(interaction, context) {
    const files = filesOf(interaction);
    const label = interaction.options.getString('label');
    const tags = interaction.options.getString('tags');
    if (files.length === 0) {
      await interaction.showModal(uploadModal('add:files', context.t, ['audio', 'video'], { label, tags }));
      return;
    }
    await interaction.deferReply();
    await addFiles(interaction, context, { files, label, tags });
  },

  async modal(interaction, context) {
    await interaction.deferReply();
    const label = interaction.fields.getTextInputValue('label') || null;
    const tags = interaction.fields.getTextInputValue('tags') || null;
    await addFiles(interaction, context, { files: uploadedFiles(interaction), label, tags, keepGoing: true });
  },

  component: answerDuplicatePrompt,
} satisfies Command;

function fileOption(name: string, text: (messages: Messages) => string): APIApplicationCommandAttachmentOption {
  return {
    type: ApplicationCommandOptionType.Attachment,
    name,
    ...described(text),
    file_types: ['audio', 'video'],
  };
}

function filesOf({ options }: Slash) {
  return FILE_OPTIONS.map((name) => options.getAttachment(name))
    .filter((file) => file !== null)
    .map(remoteFile);
}
