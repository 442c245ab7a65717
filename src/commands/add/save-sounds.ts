import { randomUUID } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { Library, LibraryWriter, Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Addition, App, PendingAddition, RequestContext } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';
import type { RejectedFile } from '../shared/process-files.ts';
import type { Outcome } from '../shared/show-outcome.ts';
import { soundAttachments, type Upload } from '../shared/sound-attachments.ts';
import { addedEmbed, duplicateButtons, duplicatesEmbed } from './add-view.ts';

/** A sound to be saved, with the content of its audio file. */
export type AdditionWithAudio = Addition & { readonly audio: Uint8Array };

/** The reply that lists saved sounds and likely duplicates, and the files that could not be saved. */
export interface SavedSounds {
  readonly outcome: Outcome;
  readonly rejected: readonly RejectedFile[];
}

/**
 * Saves new sounds, and asks the member about sounds that look like duplicates.
 * @param attach whether the reply gets the sounds as attachments. Discord deletes the files of slash commands after a
 * while, so search results link to the reply.
 * @throws UserError the first error, if every sound was rejected
 */
export async function saveSounds(
  interaction: Slash | OnMessage | Modal,
  { app, t }: RequestContext,
  library: Library,
  { sounds, attach }: { readonly sounds: readonly AdditionWithAudio[]; readonly attach: boolean },
): Promise<SavedSounds> {
  const added: Sound[] = [];
  const files: Upload[] = [];
  const duplicates: { label: string; duplicate: Duplicate }[] = [];
  const additions: Addition[] = [];
  const rejected: RejectedFile[] = [];
  for (const sound of sounds) {
    const { audio, ...addition } = sound;
    const { label, file } = addition;
    try {
      const result = await addIfNew(app, library, interaction, sound);
      if ('duplicate' in result) {
        duplicates.push({ label, duplicate: result.duplicate });
        additions.push(addition);
      } else {
        added.push(result.added);
        files.push({ audio, fileName: file.name });
      }
    } catch (error) {
      // The reply still has to list the sounds that were saved before this error.
      if (!(error instanceof UserError)) throw error;
      rejected.push({ name: file.name, error });
    }
  }
  const [first] = rejected;
  if (first && added.length + duplicates.length === 0) throw first.error;
  const key = randomUUID();
  if (duplicates.length > 0) {
    const { guildId, user } = interaction;
    app.pendingAdditions.set(key, { guildId, userId: user.id, additions, attach });
  }
  const outcome = {
    content: null,
    embeds: [
      ...(added.length > 0 ? [addedEmbed(added, library.size, t)] : []),
      ...(duplicates.length > 0 ? [duplicatesEmbed(duplicates, t)] : []),
    ],
    components: duplicates.length > 0 ? [duplicateButtons(key, t)] : [],
    files: attach ? soundAttachments(files, interaction.attachmentSizeLimit) : [],
  };
  return { outcome, rejected };
}

export async function answerDuplicatePrompt(interaction: Component, context: RequestContext): Promise<void> {
  const { app, t } = context;
  const [answer, key = ''] = decodeCustomId(interaction.customId).fields;
  const pending = app.pendingAdditions.get(key);
  if (!pending || pending.guildId !== interaction.guildId) throw new UserError({ code: 'questionTooOld' });
  if (pending.userId !== interaction.user.id) throw new UserError({ code: 'questionOfAnother' });
  if (pending.answered) throw new UserError({ code: pending.answered });
  // Marks the entry before the first await, so that a second press of the button does not add the sounds again.
  app.pendingAdditions.set(key, { ...pending, answered: 'questionPending' });
  try {
    await interaction.deferUpdate();
  } catch (error) {
    app.pendingAdditions.set(key, pending);
    throw error;
  }
  if (answer === 'yes') return addPending(interaction, context, key, pending);
  app.pendingAdditions.set(key, { ...pending, additions: [], answered: 'questionLeftOut' });
  // The last embed asks the question and is removed. An embed before it lists the sounds that were already added.
  const embeds = interaction.message.embeds.slice(0, -1);
  await interaction.editReply({ content: t.add.leftOut, embeds, components: [] });
}

async function addPending(
  interaction: Component,
  { app, t, task, library: openLibrary }: RequestContext,
  key: string,
  pending: PendingAddition,
): Promise<void> {
  const embeds = interaction.message.embeds.slice(0, -1);
  const library = await openLibrary();
  const added: Sound[] = [];
  const files: Upload[] = [];
  const outcome = () => ({
    embeds: [...embeds, addedEmbed(added, library.size, t)],
    // If an edit of a message has files, Discord removes all earlier attachments that `attachments` does not list.
    attachments: interaction.message.attachments.map(({ id }) => ({ id })),
    files: pending.attach ? soundAttachments(files, interaction.attachmentSizeLimit) : [],
  });
  try {
    for (const addition of pending.additions) {
      const audio = await app.download(addition.file, task.signal);
      added.push(await saveSound(app, library, interaction, { ...addition, audio }));
      files.push({ audio, fileName: addition.file.name });
    }
  } catch (error) {
    // Lets the member answer again for the remaining sounds, for example once the library has space.
    app.pendingAdditions.set(key, { ...pending, additions: pending.additions.slice(added.length) });
    const { embeds: shown, ...rest } = outcome();
    const question = interaction.message.embeds.slice(-1);
    if (added.length > 0) await interaction.editReply({ embeds: [...shown, ...question], ...rest });
    throw error;
  }
  app.pendingAdditions.set(key, { ...pending, additions: [], answered: 'questionAdded' });
  await interaction.editReply({ content: null, components: [], ...outcome() });
}

/**
 * Adds a sound to the library, even if it is a duplicate. Resolves once the sound is on the disk.
 * @throws UserError if the library is full, or if the settings no longer let `actor` add sounds
 */
function saveSound(app: App, library: Library, actor: Actor, sound: AdditionWithAudio): Promise<Sound> {
  return library.change(async (writer) => write(writer, await currentSettings(app, library), actor, sound));
}

/**
 * Adds a sound unless the library has a duplicate of it. The check and the addition are one change of the library: if a
 * member sends a file twice at the same time, the check of the second copy finds the first copy.
 * @param isDuplicate returns whether a duplicate prevents the addition; by default, every duplicate does
 * @throws UserError if the library is full, or if the settings no longer let `actor` add sounds
 */
export function addIfNew(
  app: App,
  library: Library,
  actor: Actor,
  sound: AdditionWithAudio,
  isDuplicate: (duplicate: Duplicate) => boolean = () => true,
): Promise<{ readonly added: Sound } | { readonly duplicate: Duplicate }> {
  return library.change(async (writer) => {
    const duplicate = await findDuplicate(app.engine, library, sound);
    if (duplicate && isDuplicate(duplicate)) return { duplicate };
    return { added: await write(writer, await currentSettings(app, library), actor, sound) };
  });
}

/** Reads the settings again, because they may have changed during the analysis, which can take minutes. */
function currentSettings(app: App, { guildId }: Library): Promise<Settings> {
  return app.libraries.settings.read(guildId);
}

async function write(
  writer: LibraryWriter,
  settings: Settings,
  actor: Actor,
  { file, ...addition }: AdditionWithAudio,
): Promise<Sound> {
  checkMayAdd(actor, settings);
  const { id, displayName } = actor.user;
  return writer.add({ ...addition, fileName: file.name, addedBy: { id, name: displayName } }, settings);
}
