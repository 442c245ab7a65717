import { randomUUID } from 'node:crypto';
import type { InteractionEditReplyOptions } from 'discord.js';
import { UserError } from '../../errors.ts';
import { relateSound } from '../../relations/relate-sound.ts';
import type {
  AudioFile,
  ComparedFingerprint,
  Library,
  LibraryWriter,
  NewSound,
  Sound,
  StoredRelation,
} from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Addition, App, PendingAddition, RequestContext } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { reserveDisk } from '../shared/analyze-file.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import { serverFileLimit } from '../shared/file-limit.ts';
import { noteAudioMessage } from '../shared/note-audio-message.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';
import type { RejectedFile } from '../shared/process-files.ts';
import type { Outcome } from '../shared/show-outcome.ts';
import { attachable, sendWithSounds, type Upload } from '../shared/sound-attachments.ts';
import {
  addedEmbed,
  duplicateButtons,
  duplicatesEmbed,
  type LabelledDuplicate,
  type RelatedSound,
} from './add-view.ts';

/** A sound to be saved, with its audio file on the disk. */
export type AdditionWithAudio = Addition & {
  readonly audio: AudioFile;
  /** The member who counts as the one who added the sound; default: the actor. */
  readonly addedBy?: Sound['addedBy'];
};

/** The added sound, or the duplicate that prevented its addition, and what the sound is to other sounds. */
export type AddedOrDuplicate = ({ readonly added: Sound } | { readonly duplicate: Duplicate }) & {
  readonly found: readonly StoredRelation[];
};

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
  interaction: Slash | OnMessage | Modal | Component,
  { app, t, task }: RequestContext,
  library: Library,
  { sounds, attach }: { readonly sounds: readonly AdditionWithAudio[]; readonly attach: boolean },
): Promise<SavedSounds> {
  const added: RelatedSound[] = [];
  const files: Upload[] = [];
  const duplicates: LabelledDuplicate[] = [];
  const additions: Addition[] = [];
  const rejected: RejectedFile[] = [];
  for (const sound of sounds) {
    const { audio, ...addition } = sound;
    const { label, file } = addition;
    try {
      const result = await addIfNew(app, library, interaction, sound, task.signal);
      const related = relatedSounds(library, result.found);
      if ('duplicate' in result) {
        duplicates.push({ label, duplicate: result.duplicate, related });
        additions.push(addition);
      } else {
        added.push({ sound: result.added, related });
        files.push({ ...audio, fileName: file.name });
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
  const limit = serverFileLimit(interaction.guild);
  const outcome = {
    content: null,
    embeds: [
      ...(added.length > 0 ? [addedEmbed(added, { size: library.size, limit }, t)] : []),
      ...(duplicates.length > 0 ? [duplicatesEmbed(duplicates, t)] : []),
    ],
    components: duplicates.length > 0 ? [duplicateButtons(key, t)] : [],
    uploads: attach ? attachable(files, interaction.attachmentSizeLimit) : [],
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
  context: RequestContext,
  key: string,
  pending: PendingAddition,
): Promise<void> {
  const { app, t, task } = context;
  const embeds = interaction.message.embeds.slice(0, -1);
  const library = await context.library();
  const added: RelatedSound[] = [];
  const files: Upload[] = [];
  const outcome = () => ({
    embeds: [...embeds, addedEmbed(added, { size: library.size, limit: serverFileLimit(interaction.guild) }, t)],
    // If an edit of a message has files, Discord removes all earlier attachments that `attachments` does not list.
    attachments: interaction.message.attachments.map(({ id }) => ({ id })),
  });
  const uploads = () => (pending.attach ? attachable(files, interaction.attachmentSizeLimit) : []);
  const show = async (reply: InteractionEditReplyOptions) => {
    const message = await sendWithSounds(context, uploads(), (sent) =>
      interaction.editReply({ ...reply, files: sent }),
    );
    await noteAudioMessage(context, message, context.memberId);
  };
  try {
    await reserveDisk(
      context,
      pending.additions.map(({ file }) => file),
    );
    for (const addition of pending.additions) {
      const audio = await app.download(addition.file, task);
      const sound = { ...addition, audio };
      const result = await addIfNew(app, library, interaction, sound, task.signal, () => false);
      if ('added' in result) added.push({ sound: result.added, related: relatedSounds(library, result.found) });
      files.push({ ...audio, fileName: addition.file.name });
    }
  } catch (error) {
    // Lets the member answer again for the remaining sounds, for example once the library has space.
    app.pendingAdditions.set(key, { ...pending, additions: pending.additions.slice(added.length) });
    const { embeds: shown, ...rest } = outcome();
    const question = interaction.message.embeds.slice(-1);
    if (added.length > 0) await show({ embeds: [...shown, ...question], ...rest });
    throw error;
  }
  app.pendingAdditions.set(key, { ...pending, additions: [], answered: 'questionAdded' });
  await show({ content: null, components: [], ...outcome() });
}

/**
 * Adds a sound with its relations to the sounds of the library, unless the library has a duplicate of it. The check and
 * the addition are one change of the library: if a member sends a file twice at the same time, the check of the second
 * copy finds the first copy.
 * @param isDuplicate returns whether a duplicate prevents the addition; by default, every duplicate does
 * @throws UserError if the library is full, if the settings no longer let `actor` add sounds, or if too many files are
 * queued; the signal's reason if it aborts
 */
export async function addIfNew(
  app: App,
  library: Library,
  actor: Actor,
  sound: AdditionWithAudio,
  signal: AbortSignal,
  isDuplicate: (duplicate: Duplicate) => boolean = () => true,
): Promise<AddedOrDuplicate> {
  const sameFile = findDuplicate(library, sound.hash);
  // Comparing an identical file with all sounds would take time for nothing.
  if (sameFile && isDuplicate(sameFile)) return { duplicate: sameFile, found: [] };
  const add = async (writer: LibraryWriter, compared: ComparedFingerprint | null): Promise<AddedOrDuplicate> => {
    const found = compared?.found ?? [];
    const duplicate = findDuplicate(library, sound.hash, found);
    if (duplicate && isDuplicate(duplicate)) return { duplicate, found };
    return { added: await write(writer, await currentSettings(app, library), actor, { ...sound, compared }), found };
  };
  return relateSound(app.engine, library, { ...sound, source: sound.audio.path }, add, {
    lane: library.guildId,
    signal,
  });
}

/** Returns the sounds to which a sound is related. Sounds that were removed meanwhile are left out. */
function relatedSounds(library: Library, found: readonly StoredRelation[]): RelatedSound['related'] {
  return found.flatMap((relation) => {
    const sound = library.get(relation.id);
    return sound ? [{ relation, sound }] : [];
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
  { file, ...addition }: AdditionWithAudio & Pick<NewSound, 'compared'>,
): Promise<Sound> {
  checkMayAdd(actor, settings);
  const { id, displayName } = actor.user;
  return writer.add({ addedBy: { id, name: displayName }, ...addition, fileName: file.name }, settings);
}
