import { type APIApplicationCommandAttachmentOption, ApplicationCommandOptionType } from 'discord.js';
import { messageUrl, namingOf } from './add-sound.ts';
import type { Command, Slash } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear, remoteFile } from './hear.ts';
import { MAX_LABEL } from './labels.ts';
import { described } from './messages/described.ts';
import { type Messages, messagesFor } from './messages/index.ts';
import { type Offered, offerSounds, onOfferComponent } from './offer.ts';
import { startWork } from './work.ts';

/** Names of the options that take a file; the first is required. */
const FILES = ['audio', 'audio2', 'audio3', 'audio4', 'audio5'] as const;

export const add = {
  data: {
    ...GUILD_ONLY,
    name: 'add',
    ...described((m) => m.add.description),
    options: [
      fileOption(FILES[0], (m) => m.add.audio, true),
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
      ...FILES.slice(1).map((name) => fileOption(name, (m) => m.add.more, false)),
    ],
  },
  adds: true,

  async run(interaction, app) {
    const words = messagesFor(interaction.locale).common;
    await interaction.deferReply();
    const files = filesOf(interaction);
    // One label cannot name several sounds.
    const label = files.length === 1 ? interaction.options.getString('label') : null;
    const tags = interaction.options.getString('tags');
    const named = files.map((file) => ({ ...namingOf(file, label, tags, words), file }));
    const library = await app.libraries.open(interaction.guildId);

    const { progress, signal } = startWork(interaction, app);
    const heard: Omit<Offered, 'messageUrl'>[] = [];
    for (const [index, sound] of named.entries()) {
      const which = named.length > 1 ? { part: words.part(index + 1, named.length) } : {};
      const who = { guildId: interaction.guildId, memberId: interaction.user.id };
      heard.push({ ...sound, ...(await hear(app, sound.file, { ...who, progress, signal, ...which })) });
    }
    await progress.done();
    const reply = await progress.message();
    const url = reply ? messageUrl(interaction, reply.id) : null;
    const offered = heard.map((sound) => ({ ...sound, messageUrl: url }));
    await offerSounds(interaction, app, library, { offered, attach: true });
  },

  component: onOfferComponent,
} satisfies Command;

function fileOption(
  name: string,
  say: (messages: Messages) => string,
  required: boolean,
): APIApplicationCommandAttachmentOption {
  return {
    type: ApplicationCommandOptionType.Attachment,
    name,
    ...described(say),
    required,
    file_types: ['audio', 'video'],
  };
}

function filesOf({ options }: Slash) {
  return FILES.map((name) => options.getAttachment(name))
    .filter((file) => file !== null)
    .map(remoteFile);
}
