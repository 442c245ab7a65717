import { type APIEmbed, ApplicationCommandOptionType, AttachmentBuilder, type Message } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Library, Sound } from '../storage/library.ts';
import type { App, Command, Slash } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { type Heard, hear, remoteFile } from './hear.ts';
import { labelOf, MAX_LABEL, tagsOf, uploadName } from './labels.ts';
import { createProgress } from './replies/progress.ts';
import { COLOUR, soundLink } from './replies/results.ts';
import { count, duration, literal } from './replies/text.ts';

export const add = {
  data: {
    ...GUILD_ONLY,
    name: 'add',
    description: "Add a sound to this server's library",
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'audio',
        description: 'An audio file, or a video whose sound you mean',
        required: true,
        file_types: ['audio', 'video'],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'label',
        description: "What to call it; else the file's name",
        max_length: MAX_LABEL,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'tags',
        description: 'Words to find it by, with commas between: drum, loud, take 2',
        max_length: 300,
      },
    ],
  },

  async run(interaction, app) {
    await interaction.deferReply();
    const file = remoteFile(interaction.options.getAttachment('audio', true));
    const label = labelOf(interaction.options.getString('label'), file.name);
    const tags = tagsOf(interaction.options.getString('tags'));
    const library = await app.libraries.open(interaction.guildId);
    checkRoom(library, app, file.size);

    const progress = createProgress((content) => interaction.editReply({ content }));
    const heard = await hear(app, interaction.user.id, file, progress);
    await progress.done();
    checkRoom(library, app, heard.audio.length);
    const sound = await library.add({
      label,
      tags,
      addedBy: { id: interaction.user.id, name: interaction.user.displayName },
      messageUrl: messageUrl(interaction, await progress.message()),
      fileName: file.name,
      embedding: heard.embedding,
      audio: heard.audio,
    });
    await interaction.editReply({
      content: null,
      embeds: [addedEmbed(sound, library.size)],
      files: playable(heard, file.name, interaction.attachmentSizeLimit),
    });
  },
} satisfies Command;

/** @throws UserError `limit` where the guild's library is full. */
function checkRoom(library: Library, app: App, bytes: number): void {
  const { maxSounds, maxLibraryBytes } = app.limits;
  if (library.size >= maxSounds)
    throw new UserError('limit', `This server keeps ${count(maxSounds, 'sound')} already. /remove one to make room.`);
  const kept = library.list().reduce((sum, sound) => sum + sound.bytes, 0);
  if (kept + bytes > maxLibraryBytes)
    throw new UserError(
      'limit',
      `This server's ${Math.round(maxLibraryBytes / 2 ** 20)} MB are full. /remove a sound to make room.`,
    );
}

function addedEmbed(sound: Sound, size: number): APIEmbed {
  const tags = sound.tags.length > 0 ? `\nTags: ${literal(sound.tags.join(', '), 350)}` : '';
  return {
    color: COLOUR,
    title: '✅ Added',
    description: `**${soundLink({ ...sound, messageUrl: null })}** · ${duration(sound.seconds)}${tags}`,
    footer: { text: `${count(size, 'sound')} in this server's library` },
  };
}

/** The sound itself, so that it can be played where results link to: what a command was given soon disappears. */
function playable(heard: Heard, fileName: string, limit: number): AttachmentBuilder[] {
  if (heard.audio.length > limit) return [];
  return [new AttachmentBuilder(Buffer.from(heard.audio), { name: uploadName(fileName) })];
}

function messageUrl(interaction: Slash, message: Message | undefined): string | null {
  return message ? `https://discord.com/channels/${interaction.guildId}/${interaction.channelId}/${message.id}` : null;
}
