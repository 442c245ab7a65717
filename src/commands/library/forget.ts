import { ButtonStyle, MessageFlags } from 'discord.js';
import { described } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { button, row } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';

export const forget = {
  data: { ...GUILD_ONLY, name: 'forget', ...described((m) => m.forget.description) },
  anywhere: true,

  async run(interaction, { t, memberId, ...context }) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    const { length } = library.list().filter((sound) => sound.addedBy.id === memberId);
    const confirm = button(t.forget.yes, encodeCustomId('forget', 'yes'), { style: ButtonStyle.Danger });
    await interaction.editReply({
      content: length > 0 ? t.forget.ask(length) : t.forget.nothing,
      components: length > 0 ? [row(confirm)] : [],
    });
  },

  async component(interaction, { app, t, guildId, memberId, ...context }) {
    await interaction.deferUpdate();
    const library = await context.library();
    const erased = await library.change(async (writer) => {
      const own = library.list().filter((sound) => sound.addedBy.id === memberId);
      await writer.remove(own.map(({ id }) => id));
      // Sounds of the member that were removed within the last minute must not be restored either.
      for (const [key, removed] of [...app.removedSounds])
        if (removed.guildId === guildId && removed.sound.addedBy.id === memberId) app.removedSounds.delete(key);
      return own.length;
    });
    await interaction.editReply({ content: t.forget.done(erased), components: [] });
  },
} satisfies Command;
