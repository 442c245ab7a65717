import {
  type APIApplicationCommandAttachmentOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  MessageFlags,
} from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { described, named } from '../../i18n/localizations.ts';
import type { RemoteFile, RequestContext } from '../app.ts';
import { type Command, GUILD_ONLY, type Modal, type OnMessage, type Slash } from '../command.ts';
import { analyzeFile, reserveDisk } from '../shared/analyze-file.ts';
import { labelOf, MAX_LABEL, MAX_TAGS_TEXT, tagsOf } from '../shared/labels.ts';
import { processFiles, type RejectedFile, rejectedLines } from '../shared/process-files.ts';
import { audioFileTypes, messageAudio, remoteFile } from '../shared/remote-file.ts';
import { reply } from '../shared/reply.ts';
import { literal } from '../shared/text.ts';
import { uploadedFiles, uploadModal } from '../shared/upload-modal.ts';
import { type AdditionWithAudio, answerDuplicatePrompt, saveSounds } from './save-sounds.ts';

/** Names of the options that take a file. If a member gives no file, a modal asks for files. */
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
        max_length: MAX_TAGS_TEXT,
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
      await interaction.showModal(uploadModal('add:files', context.t, audioFileTypes(), { label, tags }));
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

/** The context-menu command of a message that adds the message's audio files. */
export const addFromMessage = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.add.fromMessage) },
  adds: true,

  async runOnMessage(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const files = messageAudio(interaction.targetMessage);
    await addFiles(interaction, context, { files, label: null, tags: null, messageId: interaction.targetId });
  },
} satisfies Command;

interface FilesToAdd {
  readonly files: readonly RemoteFile[];
  /** Label for a single file. If there are several files, the label of each is its file name. */
  readonly label: string | null;
  readonly tags: string | null;
  /** Id of the message that has the files as attachments. If undefined, the reply gets the files as attachments. */
  readonly messageId?: string;
  /** Whether files that cannot be analyzed are skipped and listed. By default, one such file stops the addition. */
  readonly keepGoing?: boolean;
}

/**
 * Analyzes files one after the other, adds the new sounds, and asks the member about likely duplicates. If the library
 * becomes full, the sounds that were added until then stay in the library.
 */
async function addFiles(
  interaction: Slash | OnMessage | Modal,
  context: RequestContext,
  { files, label, tags, messageId, keepGoing = false }: FilesToAdd,
): Promise<void> {
  const { t, task } = context;
  const sounds = files.map((file) => ({
    name: file.name,
    file,
    label: labelOf(files.length === 1 ? label : null, file.name, t.common.untitled),
    tags: tagsOf(tags),
  }));
  const fileNames = files.map(({ name }) => name);
  await reply(interaction, context, fileNames, async (replyId) => {
    await reserveDisk(context, files);
    const library = await context.library();
    const analyzed: Omit<AdditionWithAudio, 'messageUrl'>[] = [];
    const rejected: RejectedFile[] = [];
    const analyze = async ({ name: _, ...sound }: (typeof sounds)[number], part: string) => {
      const options = sounds.length > 1 ? { part } : {};
      const { audio, embedding, fingerprint } = await analyzeFile(context, sound.file, options);
      analyzed.push({ ...sound, audio, hash: audio.hash, embedding, fingerprint });
    };
    await processFiles(sounds, analyze, { t, rejected: keepGoing ? rejected : null });
    await task.progress.stop();
    const [first] = rejected;
    if (analyzed.length === 0 && first) throw first.error;
    const sourceId = messageId ?? (await replyId());
    const messageUrl = sourceId === null ? null : messageUrlOf(interaction, sourceId);
    const additions = analyzed.map((sound) => ({ ...sound, messageUrl }));
    const saved = await saveSounds(interaction, context, library, {
      sounds: additions,
      attach: messageId === undefined,
    });
    const lines = rejectedLines([...rejected, ...saved.rejected], t, (name) => `**${literal(name, 40)}**`);
    return lines.length > 0 ? { ...saved.outcome, content: lines.join('\n') } : saved.outcome;
  });
}

/** Returns the URL of a message in the channel of an interaction; null if the interaction has no channel. */
function messageUrlOf({ guildId, channelId }: Slash | OnMessage | Modal, messageId: string): string | null {
  return channelId ? `https://discord.com/channels/${guildId}/${channelId}/${messageId}` : null;
}

function fileOption(name: string, text: (messages: Messages) => string): APIApplicationCommandAttachmentOption {
  return {
    type: ApplicationCommandOptionType.Attachment,
    name,
    ...described(text),
    file_types: audioFileTypes(),
  };
}

function filesOf({ options }: Slash) {
  return FILE_OPTIONS.map((name) => options.getAttachment(name))
    .filter((file) => file !== null)
    .map(remoteFile);
}
