import {
  type APIApplicationCommandAttachmentOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  MessageFlags,
} from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { described, named } from '../../i18n/localizations.ts';
import type { FilesToAdd, RequestContext } from '../app.ts';
import { type Command, type Component, GUILD_ONLY, type Modal, type Slash } from '../command.ts';
import { analyzeFile, reserveDisk } from '../shared/analyze-file.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { labelOf, MAX_LABEL, MAX_TAGS_TEXT, tagsOf } from '../shared/labels.ts';
import { processFiles, type RejectedFile, rejectedLines } from '../shared/process-files.ts';
import { audioFileTypes, messageAudio, remoteFile } from '../shared/remote-file.ts';
import { reply } from '../shared/reply.ts';
import { literal } from '../shared/text.ts';
import { typedNames, uploadedFiles, uploadModal } from '../shared/upload-modal.ts';
import { answerDuplicatePrompt } from './answer-duplicates.ts';
import { acceptFileOffers } from './file-offers.ts';
import { askForNames, namedFiles } from './name-files.ts';
import { answerShareQuestion, mustAsk, shareQuestion } from './private-channel.ts';
import { type AdditionWithAudio, saveSounds } from './save-sounds.ts';

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
    const request = { files, label, tags };
    if (mustAsk(interaction, context.settings)) return ask(interaction, context, request);
    await interaction.deferReply();
    await addFiles(interaction, context, request);
  },

  async modal(interaction, context) {
    const [action, key = ''] = decodeCustomId(interaction.customId).fields;
    const request: FilesToAdd =
      action === 'names'
        ? namedFiles(interaction, context, key)
        : { files: uploadedFiles(interaction), ...typedNames(interaction) };
    if (mustAsk(interaction, context.settings)) return ask(interaction, context, request);
    await interaction.deferReply(request.source ? { flags: MessageFlags.Ephemeral } : {});
    await addFiles(interaction, context, request);
  },

  async component(interaction, context) {
    const [action, key = ''] = decodeCustomId(interaction.customId).fields;
    if (action === 'file') return acceptFileOffers(interaction, context);
    if (action !== 'share' && action !== 'keep') return answerDuplicatePrompt(interaction, context);
    const pending = await answerShareQuestion(interaction, context, action, key);
    if (pending) await addFiles(interaction, context, pending);
  },
} satisfies Command;

/** The context-menu command of a message that adds the message's audio files, after a modal for their names. */
export const addFromMessage = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, ...named((m) => m.add.fromMessage) },
  adds: true,

  async runOnMessage(interaction, context) {
    const source = interaction.targetMessage;
    const { id, author } = source;
    const files = messageAudio(source);
    await askForNames(interaction, context, { files, label: null, tags: null, source: { id, authorId: author.id } });
  },
} satisfies Command;

async function ask(interaction: Slash | Modal, context: RequestContext, request: FilesToAdd): Promise<void> {
  await interaction.reply(shareQuestion(context, request));
}

/**
 * Analyzes files one after the other, adds the new sounds, and asks the member about likely duplicates. If the library
 * becomes full, the sounds that were added until then stay in the library.
 */
async function addFiles(
  interaction: Slash | Modal | Component,
  context: RequestContext,
  { files, label, tags, source }: FilesToAdd,
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
    const analyzed: Omit<AdditionWithAudio, 'messageUrl' | 'messageAuthorId'>[] = [];
    const rejected: RejectedFile[] = [];
    const analyze = async ({ name: _, ...sound }: (typeof sounds)[number], part: string) => {
      const options = sounds.length > 1 ? { part } : {};
      const analysis = await analyzeFile(context, sound.file, options);
      const { audio, embedding, fingerprint, searchData, descriptors } = analysis;
      analyzed.push({ ...sound, audio, hash: audio.hash, embedding, fingerprint, searchData, descriptors });
    };
    await processFiles(sounds, analyze, { t, rejected });
    await task.progress.stop();
    const [first] = rejected;
    const linesOf = (list: readonly RejectedFile[]) => rejectedLines(list, t, (name) => `**${literal(name, 40)}**`);
    if (analyzed.length === 0 && first) {
      if (files.length === 1) throw first.error;
      return { content: linesOf(rejected).join('\n'), embeds: [], components: [] };
    }
    const sourceId = source?.id ?? (await replyId());
    const messageUrl = sourceId === null ? null : messageUrlOf(interaction, sourceId);
    const additions = analyzed.map((sound) => ({ ...sound, messageUrl, messageAuthorId: source?.authorId ?? null }));
    const saved = await saveSounds(interaction, context, library, {
      sounds: additions,
      attach: source === undefined,
    });
    const lines = [
      ...(label !== null && files.length > 1 ? [t.add.labelUnused] : []),
      ...linesOf([...rejected, ...saved.rejected]),
    ];
    return lines.length > 0 ? { ...saved.outcome, content: lines.join('\n') } : saved.outcome;
  });
}

/** Returns the URL of a message in the channel of an interaction; null if the interaction has no channel. */
function messageUrlOf({ guildId, channelId }: Slash | Modal | Component, messageId: string): string | null {
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
