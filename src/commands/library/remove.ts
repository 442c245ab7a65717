import { randomUUID } from 'node:crypto';
import { ButtonStyle, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, NewSound, Sound } from '../../storage/library.ts';
import type { App, Command, Component } from '../command.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { checkMayChange } from '../shared/may-change.ts';
import { oneButton } from '../shared/one-button.ts';
import { openSound } from '../shared/open-sound.ts';
import { soundOption, suggestSounds } from '../shared/sound-option.ts';
import { literal } from '../shared/text.ts';

/** A sound that was taken out and can be put back for {@link UNDO_MS}. */
export interface Removed {
  readonly guildId: string;
  readonly userId: string;
  readonly sound: NewSound;
}

export const UNDO_MS = 60_000;

export const remove = {
  data: {
    ...GUILD_ONLY,
    name: 'remove',
    ...described((m) => m.remove.description),
    options: [soundOption((m) => m.sound.which)],
  },

  autocomplete: suggestSounds,

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { sound } = await openSound(interaction, app);
    checkMayChange(interaction, sound, await app.libraries.settings.read(interaction.guildId));
    const say = messagesFor(interaction.locale).remove;
    await interaction.editReply({
      content:
        sound.addedBy.id === interaction.user.id
          ? say.askOwn(literal(sound.label))
          : say.ask(literal(sound.addedBy.name, 32), literal(sound.label)),
      components: [oneButton(say.yes, `remove:yes:${sound.id}`, ButtonStyle.Danger)],
    });
  },

  async component(interaction, app) {
    const [, action, key = ''] = interaction.customId.split(':');
    await interaction.deferUpdate();
    const library = await app.libraries.open(interaction.guildId);
    if (action === 'undo') return putBack(interaction, app, library, key);
    const sound = library.get(key);
    if (!sound) throw new UserError({ code: 'soundGone' });
    checkMayChange(interaction, sound, await app.libraries.settings.read(interaction.guildId));
    await removeSound(interaction, app, library, sound);
  },
} satisfies Command;

async function removeSound(interaction: Component, app: App, library: Library, sound: Sound): Promise<void> {
  const key = randomUUID();
  await library.change(async (writer) => {
    const embedding = library.embedding(sound.id);
    const audio = await library.audio(sound.id);
    // Somebody else may have been quicker; one sound is not to be put back twice.
    if ((await writer.remove([sound.id])).length === 0) throw new UserError({ code: 'soundGone' });
    if (embedding && audio) {
      const { guildId, user } = interaction;
      app.removed.set(key, { guildId, userId: user.id, sound: { ...sound, embedding, audio } });
    }
  });
  const say = messagesFor(interaction.locale).remove;
  await interaction.editReply({
    content: say.done(literal(sound.label)),
    // A sound whose audio is gone, or that is larger than all that is kept, cannot come back.
    components: app.removed.get(key) ? [oneButton(say.undo, `remove:undo:${key}`)] : [],
  });
}

async function putBack(interaction: Component, app: App, library: Library, key: string): Promise<void> {
  const label = await library.change(async (writer) => {
    const removed = app.removed.get(key);
    const isTheirs = removed?.guildId === interaction.guildId && removed.userId === interaction.user.id;
    if (!isTheirs) throw new UserError({ code: 'tooLateToUndo' });
    app.removed.delete(key);
    try {
      await writer.add(removed.sound, await app.libraries.settings.read(library.guildId));
    } catch (error) {
      // Who has to make room first gets another minute.
      app.removed.set(key, removed);
      throw shareOf(removed, error);
    }
    return removed.sound.label;
  });
  const say = messagesFor(interaction.locale).remove;
  await interaction.editReply({ content: say.back(literal(label)), components: [] });
}

/** A member's share that is used up is told of as theirs, whoever puts the sound back. */
function shareOf({ sound, userId }: Removed, error: unknown): unknown {
  if (!(error instanceof UserError) || error.details.code !== 'memberFull' || sound.addedBy.id === userId) return error;
  const owner = literal(sound.addedBy.name, 32);
  return new UserError({ code: 'ownerFull', owner, sounds: error.details.sounds });
}
