import { ApplicationCommandType, MessageFlags } from 'discord.js';
import { messageUrl, namingOf } from './add-sound.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { hear } from './hear.ts';
import { messageAudio } from './message-audio.ts';
import { type Offered, offerSounds } from './offer.ts';
import { createProgress } from './replies/progress.ts';

export const addFromMessage = {
  data: { ...GUILD_ONLY, type: ApplicationCommandType.Message, name: 'Add to sound library' },

  async runOnMessage(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const files = messageAudio(interaction.targetMessage);
    const library = await app.libraries.open(interaction.guildId);
    const progress = createProgress((content) => interaction.editReply({ content }));
    const offered: Offered[] = [];
    for (const file of files) {
      const heard = await hear(app, interaction.user.id, file, progress);
      offered.push({
        ...namingOf(file, null, null),
        ...heard,
        file,
        messageUrl: messageUrl(interaction, interaction.targetId),
      });
    }
    await progress.done();
    await offerSounds(interaction, app, library, { offered, attach: false });
  },
} satisfies Command;
