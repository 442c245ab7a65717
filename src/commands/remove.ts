import { MessageFlags } from 'discord.js';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { checkMayChange } from './may-change.ts';
import { literal } from './replies/text.ts';
import { findSound, soundOption, suggestSounds } from './sound-option.ts';

export const remove = {
  data: {
    ...GUILD_ONLY,
    name: 'remove',
    description: 'Remove a sound: one of yours, or any if you manage messages here',
    options: [soundOption('Which sound: type some of its label or tags')],
  },

  autocomplete: suggestSounds,

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const sound = findSound(library, interaction.options.getString('sound', true));
    checkMayChange(interaction, sound);
    await library.remove(sound.id);
    await interaction.editReply(`🗑️ Removed **${literal(sound.label)}**.`);
  },
} satisfies Command;
