import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Embedding, unpack } from '../../engine/embedding.ts';
import { errorCode, unlessMissing } from '../../files/fs-errors.ts';
import type { Issue } from '../../files/mirrored-file.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { DerivedData, Library, LibraryWriter, NewSound, Sound, StorageLog } from '../library.ts';
import { createLocalScales } from '../matrix/local-scales.ts';
import { createMatrix } from '../matrix/matrix.ts';
import { searchMatrix } from '../matrix/search-matrix.ts';
import { checkQuota, type HostQuota, type Quota } from '../quota.ts';
import { createRecordingGroups } from '../recording-groups.ts';
import { type AudioName, createAudioFiles } from './audio-files.ts';
import type { ChangeQueue } from './change-queue.ts';
import { createDerivedFiles, type DerivedFiles, FINGERPRINTS, SEARCH_DATA } from './derived-files.ts';
import { checkEmbedding, type Entry, newEntry, packedVector, relationsOf, sizeOf } from './entry.ts';
import { openWriter } from './open-writer.ts';
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
  const localScales = createLocalScales(matrix);
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

  let nextOrder = 0;
  let bytes = 0;
  /** Number of sounds by member id. It is stored, because counting the sounds of a large library takes long. */
  const soundsOfMembers = new Map<string, number>();
  /** Number of sounds by tag. It is stored for the same reason, because autocomplete needs it at each keystroke. */
  const tagUses = new Map<string, number>();
  const countTags = ({ tags }: Sound, change: 1 | -1) => {
    for (const tag of tags) {
      const uses = (tagUses.get(tag) ?? 0) + change;
      if (uses > 0) tagUses.set(tag, uses);
      else tagUses.delete(tag);
    }
  };
  const count = (sound: Sound, change: 1 | -1) => {
    bytes += change * sound.bytes;
    soundsOfMembers.set(sound.addedBy.id, (soundsOfMembers.get(sound.addedBy.id) ?? 0) + change);
    countTags(sound, change);
  };
  const recordings = createRecordingGroups();
  for (const { sound, order } of entries.values()) {
    // Grouping 100,000 sounds without a pause would block the thread.
    if (order % SOUNDS_PER_TURN === 0) await yieldToEventLoop();
    nextOrder = order + 1;
    count(sound, 1);
    recordings.add(sound);
  }
  let listed: readonly Sound[] | undefined;

  /** Replaces sounds by what `changed` returns for them, with one write per segment. */
  const replace = async (ids: Iterable<string>, changed: (entry: Entry) => Entry) => {
    const sounds: Sound[] = [];
    for (const group of segments.byFile(ids)) {
      const replaced = group.map(changed);
      await segments.replace(replaced);
      for (const { sound } of group) countTags(sound, -1);
      for (const { sound } of replaced) countTags(sound, 1);
      listed = undefined;
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

  const add = async (given: NewSound, quota?: Quota) => {
    checkEmbedding(given.embedding);
    const usage = {
      sounds: entries.size + 1,
      bytes: bytes + sizeOf(given.audio),
      soundsOfMember: (soundsOfMembers.get(given.addedBy.id) ?? 0) + 1,
    };
    checkQuota(usage, limits, quota);
    const entry = await newEntry(given, nextOrder);
    const name = audioName(entry);
    try {
      await audio.prepare(name, given.audio);
      await writeDerived(fingerprints, name.id, given.compared?.fingerprint);
      await writeDerived(searchData, name.id, given.searchData);
      await segments.add(entry);
    } catch (error) {
      await removeDerived([name.id]);
      await audio.discard(name).catch(noteFailure('audio of a sound that was not added is left over'));
      throw error;
    }
    listed = undefined;
    nextOrder++;
    count(entry.sound, 1);
    recordings.add(entry.sound);
    await audio.keep(name).catch(noteFailure('audio of a new sound has not got its name'));
    return entry.sound;
  };

  const edit: LibraryWriter['edit'] = async (id, { label, tags }) => {
    const [edited] = await replace([id], (entry) => {
      const { sound } = entry;
      return { ...entry, sound: { ...sound, label: label ?? sound.label, tags: [...(tags ?? sound.tags)] } };
    });
    return edited;
  };

  const relate: LibraryWriter['relate'] = async (id, compared) => {
    if (!entries.has(id)) return undefined;
    await writeDerived(fingerprints, id, compared.fingerprint);
    const relations = relationsOf(compared);
    const [related] = await replace([id], (entry) => ({ ...entry, sound: { ...entry.sound, relations } }));
    if (related) recordings.add(related);
    return related;
  };

  const setSearchData: LibraryWriter['setSearchData'] = async (id, derived) => {
    if (entries.has(id)) await writeDerived(searchData, id, derived);
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
      listed = undefined;
      for (const { sound } of group) count(sound, -1);
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

  const library: Library = {
    guildId,
    get size() {
      return entries.size;
    },
    get bytes() {
      return bytes;
    },
    tags: tagUses,
    problems,
    async change(task) {
      closing.throwIfAborted();
      const run = async () => {
        const { writer, end } = openWriter({ add, edit, reembed, relate, setSearchData, remove });
        try {
          return await task(writer);
        } finally {
          await end();
        }
      };
      return changes.run(guildId, run, library);
    },
    get: (id) => entries.get(id)?.sound,
    list() {
      listed ??= Array.from(entries.values(), ({ sound }) => sound);
      return listed;
    },
    copiesOf(id) {
      const others = recordings.othersOf(id).flatMap((other) => entries.get(other) ?? []);
      return others.sort((a, b) => a.order - b.order).map(({ sound }) => sound);
    },
    embedding(id) {
      const entry = entries.get(id);
      return entry?.vector.kind === 'row' ? unpack(matrix.read(entry.vector.row), entry.sound) : undefined;
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
    async search(query, { filter, order = 'plain', ...options }) {
      const matches = await searchMatrix(matrix, query, {
        ...options,
        order: (entry) => entry.order,
        filter: filter && ((entry) => filter(entry.sound)),
        scales: order === 'library' ? await localScales.of(query) : undefined,
      });
      return matches.map(({ item: { sound }, score, percentile }) => ({ sound, score, percentile }));
    },
  };
  return library;
}

function audioName({ sound, extension }: Entry): AudioName {
  return { id: sound.id, extension };
}

function withEmbedding(entry: Entry, embedding: Embedding | undefined): Entry {
  if (!embedding) return entry;
  const { version, clapModel, seconds } = embedding;
  return { ...entry, sound: { ...entry.sound, version, clapModel, seconds }, vector: packedVector(embedding) };
}
