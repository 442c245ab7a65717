import { randomUUID } from 'node:crypto';
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
import type { Addition, App, RequestContext, UnanalyzedAddition } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import { serverFileLimit } from '../shared/file-limit.ts';
import { logChanges } from '../shared/log-changes.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';
import type { RejectedFile } from '../shared/process-files.ts';
import type { Outcome } from '../shared/show-outcome.ts';
import { attachable, type Upload } from '../shared/sound-attachments.ts';
import {
  addedEmbed,
  duplicateButtons,
  duplicatesEmbed,
  type LabelledDuplicate,
  type RelatedSound,
} from './add-view.ts';
import { findFileOffers, offerControls, withOffers } from './file-offers.ts';

/** A sound to be saved, with its audio file on the disk. */
export type AdditionWithAudio = Addition & {
  readonly audio: AudioFile;
  /** The member who counts as the one who added the sound; default: the actor. */
  readonly addedBy?: Sound['addedBy'];
} & Pick<NewSound, 'license' | 'source' | 'stated' | 'collections'>;

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
  context: RequestContext,
  library: Library,
  { sounds, attach }: { readonly sounds: readonly AdditionWithAudio[]; readonly attach: boolean },
): Promise<SavedSounds> {
  const { app, t, task } = context;
  const added: RelatedSound[] = [];
  const files: Upload[] = [];
  const duplicates: LabelledDuplicate[] = [];
  const additions: UnanalyzedAddition[] = [];
  const rejected: RejectedFile[] = [];
  for (const sound of sounds) {
    const { audio, ...addition } = sound;
    const { label, file } = addition;
    try {
      const result = await addIfNew(app, library, interaction, sound, task.signal);
      const related = relatedSounds(library, result.found);
      if ('duplicate' in result) {
        duplicates.push({ label, duplicate: result.duplicate, related });
        const { embedding, fingerprint, descriptors, searchData, ...unanalyzed } = addition;
        app.analyses.set(addition.hash, { embedding, fingerprint, descriptors, searchData });
        additions.push(unanalyzed);
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
    app.questions.set(key, { kind: 'duplicates', guildId, userId: user.id, additions, attach });
  }
  const limit = serverFileLimit(interaction.guild);
  logChanges(
    interaction,
    context,
    'added',
    added.map(({ sound }) => sound),
  );
  const offers = await findFileOffers(context, added, files);
  const outcome = {
    content: null,
    embeds: [
      ...(added.length > 0 ? [addedEmbed(withOffers(added, offers, t), { size: library.size, limit }, t)] : []),
      ...(duplicates.length > 0 ? [duplicatesEmbed(duplicates, t)] : []),
    ],
    components: [...offerControls(offers, t), ...(duplicates.length > 0 ? [duplicateButtons(key, t)] : [])],
    uploads: attach ? attachable(files, interaction.attachmentSizeLimit) : [],
  };
  return { outcome, rejected };
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
export function relatedSounds(library: Library, found: readonly StoredRelation[]): RelatedSound['related'] {
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
  // Null says that the sound has no known license, as one that is imported.
  const license = addition.license === undefined ? settings.license : addition.license;
  return writer.add({ addedBy: { id, name: displayName }, ...addition, license, fileName: file.name }, settings);
}
