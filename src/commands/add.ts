import { ApplicationCommandOptionType } from 'discord.js';
import { messageUrl, namingOf } from './add-sound.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear, remoteFile } from './hear.ts';
import { MAX_LABEL } from './labels.ts';
import { offerSounds, onOfferComponent } from './offer.ts';
import { createProgress } from './replies/progress.ts';

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
    const naming = namingOf(file, interaction.options.getString('label'), interaction.options.getString('tags'));
    const library = await app.libraries.open(interaction.guildId);

    const progress = createProgress((content) => interaction.editReply({ content }));
    const heard = await hear(app, interaction.user.id, file, progress);
    await progress.done();
    const reply = await progress.message();
    const url = reply ? messageUrl(interaction, reply.id) : null;
    const offered = [{ ...naming, ...heard, file, messageUrl: url }];
    await offerSounds(interaction, app, library, { offered, attach: true });
  },

  component: onOfferComponent,
} satisfies Command;
