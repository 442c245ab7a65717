import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Embedding } from '../../engine/embedding.ts';
import { errorCode, unlessMissing } from '../../files/fs-errors.ts';
import type { Issue } from '../../files/mirrored-file.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { ChangeQueue } from '../change-queue.ts';
import type { DerivedData, NewDerived } from '../derived-data.ts';
import type { StorageLog } from '../libraries.ts';
import type { Library, LibraryWriter, NewSound, Sound } from '../library.ts';
import { createLibraryIndex } from '../library-index.ts';
import { createMatrix } from '../matrix/matrix.ts';
import { openWriter, type StoreWriter } from '../open-writer.ts';
import { checkQuota, type HostQuota } from '../quota.ts';
import { type AudioName, createAudioFiles } from './audio-files.ts';
import { createDerivedFiles, type DerivedFiles, FINGERPRINTS, SEARCH_DATA } from './derived-files.ts';
import { checkEmbedding, type Entry, newEntry, packedVector, relationsOf, restoredEntry } from './entry.ts';
import { openSegments } from './segments.ts';

export interface LowdbLibraryOptions {
  readonly guildId: string;
  readonly folder: string;
  readonly limits: HostQuota;
  readonly log: StorageLog | undefined;
  readonly changes: ChangeQueue;
  /** Signal that aborts when the store closes. After that, no change begins. */
  readonly closing: AbortSignal;
}

/** A sound that is about to be stored. Without audio, only its record is. */
interface AddedEntry {
  readonly entry: Entry;
  readonly audio: NewSound['audio'] | undefined;
  readonly derived: NewDerived;
}

const SOUNDS_PER_TURN = 4096;

/** Opens a guild's library by reading its folder. Nothing is written unless something needs repair. */
export async function openLowdbLibrary(options: LowdbLibraryOptions): Promise<Library> {
  const { guildId, folder, limits, log, changes, closing } = options;
  const problems: string[] = [];
  const report = ({ file, problem }: Issue) => {
    const line = `${path.relative(folder, file)}: ${problem}`;
    if (!problems.includes(line)) problems.push(line);
    log?.warn({ guildId, file, problem }, 'a library file is not as it should be');
  };
  const quarantine = path.join(folder, 'quarantine');
  const setAside = (await unlessMissing(readdir(quarantine)))?.length ?? 0;
  if (setAside > 0) problems.push(`quarantine: ${setAside} damaged or stray files were set aside earlier`);

  const matrix = createMatrix<Entry>();
  const segments = await openSegments({ folder, matrix, report, closing });
  const { entries } = segments;
  const audio = createAudioFiles(path.join(folder, 'audio'), quarantine);
  const fingerprints = createDerivedFiles(path.join(folder, FINGERPRINTS));
  const searchData = createDerivedFiles(path.join(folder, SEARCH_DATA));
  const noteFailure = (what: string) => (error: unknown) =>
    log?.warn({ guildId, code: errorCode(error) }, `${what}; it is tried again when the library is next opened`);
  const repairAudio = async () => {
    for (const issue of await audio.inspectNames((id) => entries.get(id)?.extension)) {
      await issue.repair();
      if (!issue.isRoutine) report({ ...issue, problem: `${issue.problem}; repair: ${issue.remedy}` });
    }
  };
  await repairAudio().catch(noteFailure('audio left over from a crash was not removed'));
  for (const derived of [fingerprints, searchData]) {
    await derived
      .removeStrays((id) => entries.has(id))
      .catch(noteFailure('derived data left over from a crash were not removed'));
  }

  const index = createLibraryIndex({ entries, matrix, rowOf });
  for (const entry of entries.values()) {
    // Grouping 100,000 sounds without a pause would block the thread.
    if (entry.order % SOUNDS_PER_TURN === 0) await yieldToEventLoop();
    index.added(entry);
  }

  /** Replaces sounds by what `changed` returns for them, with one write per segment. */
  const replace = async (ids: Iterable<string>, changed: (entry: Entry) => Entry) => {
    const sounds: Sound[] = [];
    for (const group of segments.byFile(ids)) {
      const replaced = group.map(changed);
      await segments.replace(replaced);
      for (const [place, before] of group.entries()) index.replaced(before, replaced[place] ?? before);
      sounds.push(...replaced.map(({ sound }) => sound));
    }
    return sounds;
  };

  /** Writes derived data. Without them, they are computed again in the background, so a failure is only noted. */
  const writeDerived = async (files: DerivedFiles, id: string, derived: DerivedData | null | undefined) => {
    if (derived) await files.write(id, derived).catch(noteFailure('data derived from a sound were not written'));
  };
  const removeDerived = async (ids: readonly string[]) => {
    const removals = [fingerprints, searchData].map((files) => files.remove(ids));
    await Promise.all(removals).catch(noteFailure('data derived from a sound are left over'));
  };

  const addAll: StoreWriter['addAll'] = async (given, quota) => {
    for (const { embedding } of given) checkEmbedding(embedding);
    checkQuota(index.usageWith(given), limits, quota);
    const order = index.nextOrder;
    const added = await Promise.all(
      given.map(async (sound, place) => ({
        entry: await newEntry(sound, order + place),
        audio: sound.audio,
        derived: { fingerprint: sound.compared?.fingerprint, searchData: sound.searchData },
      })),
    );
    await store(added);
    return added.map(({ entry }) => entry.sound);
  };

  const restore: LibraryWriter['restore'] = async ({ sound, embedding, audio: bytes, ...derived }) => {
    const known = entries.get(sound.id);
    if (!known) return store([{ entry: restoredEntry(sound, index.nextOrder, embedding), audio: bytes, derived }]);
    const name = audioName(known);
    if (!bytes || (await audio.find(name)) !== undefined) return;
    await audio.prepare([{ name, audio: bytes }]);
    await audio.keep([name]);
  };

  /** Writes new sounds: audio, derived data, then the records in one write. */
  const store = async (added: readonly AddedEntry[]) => {
    const names = added.map(({ entry }) => audioName(entry));
    try {
      await audio.prepare(added.flatMap(({ entry, audio }) => (audio ? [{ name: audioName(entry), audio }] : [])));
      for (const { entry, derived } of added) {
        await writeDerived(fingerprints, entry.sound.id, derived.fingerprint);
        await writeDerived(searchData, entry.sound.id, derived.searchData);
      }
      await segments.addAll(added.map(({ entry }) => entry));
    } catch (error) {
      await removeDerived(names.map(({ id }) => id));
      await audio.discard(names).catch(noteFailure('audio of a sound that was not added is left over'));
      throw error;
    }
    for (const { entry } of added) index.added(entry);
    await audio.keep(names).catch(noteFailure('audio of a new sound has not got its name'));
  };

  const edit: LibraryWriter['edit'] = async (id, change) => {
    const [edited] = await replace([id], (entry) => ({ ...entry, sound: { ...entry.sound, ...change } }));
    return edited;
  };

  const relate: LibraryWriter['relate'] = async (id, compared) => {
    if (!entries.has(id)) return undefined;
    await writeDerived(fingerprints, id, compared.fingerprint);
    const relations = relationsOf(compared);
    const [related] = await replace([id], (entry) => ({ ...entry, sound: { ...entry.sound, relations } }));
    return related;
  };

  const setSearchData: LibraryWriter['setSearchData'] = async (id, derived) => {
    if (entries.has(id)) await writeDerived(searchData, id, derived);
  };

  const describe: LibraryWriter['describe'] = async (id, descriptors) => {
    const [described] = await replace([id], (entry) => ({ ...entry, sound: { ...entry.sound, descriptors } }));
    return described;
  };

  const remove = async (ids: readonly string[]) => {
    const removed: Sound[] = [];
    for (const group of segments.byFile(ids)) {
      const names = group.map(audioName);
      try {
        await audio.setAside(names);
        await segments.remove(group);
      } catch (error) {
        await audio.bringBack(names).catch(noteFailure('audio of a sound that was not removed is set aside'));
        throw error;
      }
      for (const entry of group) index.removed(entry);
      await audio.drop(names).catch(noteFailure('audio of a removed sound is left over'));
      await removeDerived(names.map(({ id }) => id));
      removed.push(...group.map(({ sound }) => sound));
    }
    return removed;
  };

  const reembed: LibraryWriter['reembed'] = async (embeddings) => {
    for (const embedding of embeddings.values()) checkEmbedding(embedding);
    return replace(embeddings.keys(), (entry) => withEmbedding(entry, embeddings.get(entry.sound.id)));
  };

  const { tags, get, list, copiesOf, embedding, search } = index;
  const library: Library = {
    guildId,
    get size() {
      return entries.size;
    },
    get bytes() {
      return index.bytes;
    },
    ...{ tags, get, list, copiesOf, embedding, search },
    problems,
    async change(task) {
      closing.throwIfAborted();
      const run = async () => {
        const { writer, end } = openWriter({ addAll, edit, reembed, relate, setSearchData, describe, remove, restore });
        try {
          return await task(writer);
        } finally {
          await end();
        }
      };
      return changes.run(guildId, run, library);
    },
    async audio(id) {
      const entry = entries.get(id);
      return entry && audio.read(audioName(entry));
    },
    async audioPath(id) {
      const entry = entries.get(id);
      return entry && audio.find(audioName(entry));
    },
    fingerprint: async (id) => (entries.has(id) ? fingerprints.read(id) : undefined),
    searchData: async (id) => (entries.has(id) ? searchData.read(id) : undefined),
    searchDataOf: (ids) => searchData.readAll(ids.filter((id) => entries.has(id))),
  };
  return library;
}

function rowOf({ vector }: Entry): number | undefined {
  return vector.kind === 'row' ? vector.row : undefined;
}

function audioName({ sound, extension }: Entry): AudioName {
  return { id: sound.id, extension };
}

function withEmbedding(entry: Entry, embedding: Embedding | undefined): Entry {
  if (!embedding) return entry;
  const { version, clapModel, seconds } = embedding;
  return { ...entry, sound: { ...entry.sound, version, clapModel, seconds }, vector: packedVector(embedding) };
}
