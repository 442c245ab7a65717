import { ButtonStyle, MessageFlags } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Command } from '../command.ts';
import { oneButton } from '../shared/components.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';

export const forget = {
  data: { ...GUILD_ONLY, name: 'forget', ...described((m) => m.forget.description) },
  anywhere: true,

  async run(interaction, app) {
    const say = messagesFor(interaction.locale).forget;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const mine = library.list().filter((sound) => sound.addedBy.id === interaction.user.id);
    const some = mine.length > 0;
    await interaction.editReply({
      content: some ? say.ask(mine.length) : say.nothing,
      components: some ? [oneButton(say.yes, 'forget:yes', ButtonStyle.Danger)] : [],
    });
  },

  async component(interaction, app) {
    const say = messagesFor(interaction.locale).forget;
    await interaction.deferUpdate();
    const library = await app.libraries.open(interaction.guildId);
    const erased = await app.guildQueue(interaction.guildId, async () => {
      const mine = library.list().filter((sound) => sound.addedBy.id === interaction.user.id);
      for (const sound of mine) await library.remove(sound.id);
      // What was taken out before may not come back either.
      app.removedSounds.deleteWhere(
        ({ guildId, sound }) => guildId === interaction.guildId && sound.addedBy.id === interaction.user.id,
      );
      return mine.length;
    });
    await interaction.editReply({ content: say.done(erased), components: [] });
  },
} satisfies Command;
