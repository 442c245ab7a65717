import { randomUUID } from 'node:crypto';
import { ButtonStyle, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import { relateSound } from '../../relations/relate-sound.ts';
import type { ComparedFingerprint, Library, LibraryWriter, Sound } from '../../storage/library.ts';
import type { RemovedSound, RequestContext } from '../app.ts';
import { type Command, type Component, GUILD_ONLY, type Slash } from '../command.ts';
import { button, row } from '../shared/components.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { logChanges } from '../shared/log-changes.ts';
import { checkMayRemove } from '../shared/permissions.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { literal } from '../shared/text.ts';

export const remove = {
  data: {
    ...GUILD_ONLY,
    name: 'remove',
    ...described((m) => m.remove.description),
    options: [soundOption((m) => m.sound.which)],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { sound } = await openSound(interaction, context);
    await askToRemove(interaction, context, sound);
  },

  async component(interaction, context) {
    const [action, key = ''] = decodeCustomId(interaction.customId).fields;
    await interaction.deferUpdate();
    const library = await context.library();
    if (action === 'undo') return putBack(interaction, context, library, key);
    const sound = library.get(key);
    if (!sound) throw new UserError({ code: 'soundGone' });
    checkMayRemove(interaction, sound, context.settings);
    await removeSound(interaction, context, library, sound);
  },
} satisfies Command;

/** Asks a member whether to remove a sound. @throws UserError if the member may not remove it */
export async function askToRemove(
  interaction: Slash | Component,
  { t: { remove: t }, settings, memberId }: RequestContext,
  sound: Sound,
): Promise<void> {
  checkMayRemove(interaction, sound, settings);
  const confirm = button(t.yes, encodeCustomId('remove', 'yes', sound.id), { style: ButtonStyle.Danger });
  await interaction.editReply({
    content:
      sound.addedBy.id === memberId
        ? t.askOwn(literal(sound.label))
        : t.ask(literal(sound.addedBy.name, 32), literal(sound.label)),
    components: [row(confirm)],
  });
}

async function removeSound(
  interaction: Component,
  context: RequestContext,
  library: Library,
  sound: Sound,
): Promise<void> {
  const { app, t, task, guildId, memberId } = context;
  const key = randomUUID();
  const remove = async (writer: LibraryWriter) => {
    const embedding = library.embedding(sound.id);
    const audio = await library.audio(sound.id);
    const fingerprint = (await library.fingerprint(sound.id)) ?? null;
    const searchData = (await library.searchData(sound.id)) ?? null;
    // Two members may remove the same sound at once. Only the first removal can be undone.
    if ((await writer.remove([sound.id])).length === 0) throw new UserError({ code: 'soundGone' });
    if (embedding && audio)
      app.removedSounds.set(key, {
        guildId,
        userId: memberId,
        sound: { ...sound, embedding, audio, fingerprint, searchData },
      });
  };
  await app.memory.run(sound.bytes, { memberId, signal: task.signal }, () => library.change(remove));
  logChanges(interaction, context, 'removed', [sound]);
  const undo = button(t.remove.undo, encodeCustomId('remove', 'undo', key));
  await interaction.editReply({
    content: t.remove.done(literal(sound.label)),
    // A sound without audio, or with more audio than the cache can store, cannot be restored.
    components: app.removedSounds.has(key) ? [row(undo)] : [],
  });
}

async function putBack(interaction: Component, context: RequestContext, library: Library, key: string): Promise<void> {
  const { app, t, task, guildId, memberId } = context;
  const removed = app.removedSounds.get(key);
  if (removed?.guildId !== guildId || removed.userId !== memberId) throw new UserError({ code: 'tooLateToUndo' });
  // Deletes the entry before the first await, so that a second press of the button does not add the sound again.
  app.removedSounds.delete(key);
  const { sound } = removed;
  const add = async (writer: LibraryWriter, compared: ComparedFingerprint | null) =>
    writer.add({ ...sound, compared }, await app.libraries.settings.read(guildId));
  try {
    await relateSound(app.engine, library, { ...sound, source: sound.audio }, add, {
      lane: guildId,
      signal: task.signal,
    });
  } catch (error) {
    // Gives the member another minute to undo the removal, for example after making space in the library.
    app.removedSounds.set(key, removed);
    throw namingOwner(removed, error);
  }
  logChanges(interaction, context, 'added', [sound]);
  await interaction.editReply({ content: t.remove.back(literal(sound.label)), components: [] });
}

/** Returns the error to show. If the quota of another member is used up, the error names that member. */
function namingOwner({ sound, userId }: RemovedSound, error: unknown): unknown {
  if (!(error instanceof UserError) || error.details.code !== 'memberFull' || sound.addedBy.id === userId) return error;
  const owner = literal(sound.addedBy.name, 32);
  return new UserError({ code: 'ownerFull', owner, sounds: error.details.sounds });
}
