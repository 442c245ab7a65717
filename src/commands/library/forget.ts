import { ButtonStyle, MessageFlags } from 'discord.js';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { button, row } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { deleteMessages } from '../shared/delete-messages.ts';
import { eraseFavorites, favoredWithout } from './favorites.ts';

export const forget = {
  data: { ...GUILD_ONLY, name: 'forget', ...described((m) => m.forget.description) },
  anywhere: true,

  async run(interaction, context) {
    const { app, t, guildId, memberId } = context;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    const sounds = soundsOf(library, memberId).length;
    const messages = (await app.libraries.messages.of(guildId, memberId)).length;
    const hasFavorites = library.list().some(({ favoredBy }) => favoredBy.includes(memberId));
    const isEmpty = sounds + messages === 0 && !hasFavorites;
    const confirm = button(t.forget.yes, encodeCustomId('forget', 'yes'), { style: ButtonStyle.Danger });
    await interaction.editReply({
      content: isEmpty ? t.forget.nothing : t.forget.ask(sounds, messages),
      components: isEmpty ? [] : [row(confirm)],
    });
  },

  async component(interaction, context) {
    const { app, t, task, guildId, memberId } = context;
    await interaction.deferUpdate();
    await app.questions.forget(memberId, guildId);
    const erased = await eraseSounds(context);
    const messages = await app.libraries.messages.of(guildId, memberId);
    // Discord lets a bot delete only about one message a second.
    if (messages.length > 0)
      await interaction.editReply({ content: t.forget.deleting(erased, messages.length), components: [] });
    const deleted = await deleteMessages(interaction.client.rest, messages, task.signal);
    await app.libraries.messages.remove(guildId, deleted);
    const left = messages.length - deleted.length;
    await interaction.editReply({ content: t.forget.done(erased, deleted.length, left), components: [] });
  },
} satisfies Command;

/** Erases the sounds of the member, and returns how many they were. */
async function eraseSounds({ app, guildId, memberId, library: open }: RequestContext): Promise<number> {
  const library = await open();
  return library.change(async (writer) => {
    const own = soundsOf(library, memberId);
    await writer.remove(own.map(({ id }) => id));
    await eraseFavorites(library, writer, memberId);
    // What was removed within the last minute must not be restored with data of the member either.
    for (const [key, removed] of [...app.removedSounds]) {
      if (removed.guildId !== guildId) continue;
      if (removed.sound.addedBy.id === memberId) app.removedSounds.delete(key);
      else {
        const sound = { ...removed.sound, favoredBy: favoredWithout(removed.sound, memberId) };
        app.removedSounds.set(key, { ...removed, sound }, { noUpdateTTL: true });
      }
    }
    return own.length;
  });
}

function soundsOf(library: Library, memberId: string): readonly Sound[] {
  return library.list().filter((sound) => sound.addedBy.id === memberId);
}
