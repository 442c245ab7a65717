import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Sound } from '../storage/library.ts';
import type { Command, Slash } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
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

/** @throws UserError `not-allowed` unless the member added the sound or manages messages. */
function checkMayChange(interaction: Pick<Slash, 'user' | 'memberPermissions'>, sound: Sound): void {
  if (sound.addedBy.id === interaction.user.id) return;
  if (interaction.memberPermissions.has(PermissionFlagsBits.ManageMessages)) return;
  throw new UserError(
    'not-allowed',
    `${literal(sound.addedBy.name, 32)} added that sound. Only they, or someone who manages messages here, can change it.`,
  );
}
