import { ButtonStyle, MessageFlags } from 'discord.js';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { oneButton } from './replies/one-button.ts';
import { count } from './replies/text.ts';

export const forget = {
  data: { ...GUILD_ONLY, name: 'forget', description: 'Erase every sound that you added here, for good' },

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const mine = library.list().filter((sound) => sound.addedBy.id === interaction.user.id);
    const some = mine.length > 0;
    await interaction.editReply({
      content: some
        ? `You added ${count(mine.length, 'sound')} here. Erase all of it, with the audio and your name? It cannot be undone.`
        : 'You have added nothing here. There is nothing to erase.',
      components: some ? [oneButton('Erase it all', 'forget:yes', ButtonStyle.Danger)] : [],
    });
  },

  async component(interaction, app) {
    await interaction.deferUpdate();
    const library = await app.libraries.open(interaction.guildId);
    const mine = library.list().filter((sound) => sound.addedBy.id === interaction.user.id);
    for (const sound of mine) await library.remove(sound.id);
    const content = `🧹 Erased ${count(mine.length, 'sound')}. Messages that I posted in channels are yours to delete.`;
    await interaction.editReply({ content, components: [] });
  },
} satisfies Command;
