import { ButtonStyle, MessageFlags } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Command } from '../command.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { oneButton } from '../shared/one-button.ts';

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
    const erased = await library.change(async (writer) => {
      const mine = library.list().filter((sound) => sound.addedBy.id === interaction.user.id);
      await writer.remove(mine.map(({ id }) => id));
      // What was taken out before may not come back either.
      app.removed.deleteWhere(
        ({ guildId, sound }) => guildId === interaction.guildId && sound.addedBy.id === interaction.user.id,
      );
      return mine.length;
    });
    await interaction.editReply({ content: say.done(erased), components: [] });
  },
} satisfies Command;
