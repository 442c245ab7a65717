import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Embedding, unpack } from '../../engine/embedding.ts';
import { errorCode, explainDiskError, unlessMissing } from '../../files/fs-errors.ts';
import type { Issue } from '../../files/mirrored-file.ts';
import type { Library, LibraryWriter, NewSound, Sound, StorageLog } from '../library.ts';
import { createMatrix } from '../matrix/matrix.ts';
import { searchMatrix } from '../matrix/search-matrix.ts';
import { checkQuota, type HostQuota, type Quota } from '../quota.ts';
import { type AudioName, createAudioFiles } from './audio-files.ts';
import { type ChangeQueue, createChangeQueue } from './change-queue.ts';
import { checkEmbedding, type Entry, newEntry, packedVector } from './entry.ts';
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
  const noteFailure = (what: string) => (error: unknown) =>
    log?.warn({ guildId, code: errorCode(error) }, `${what}; it is tried again when the library is next opened`);
  const repairAudio = async () => {
    for (const issue of await audio.inspectNames((id) => entries.get(id)?.extension)) {
      await issue.repair();
      if (!issue.isRoutine) report({ ...issue, problem: `${issue.problem}; repair: ${issue.remedy}` });
    }
  };
  await repairAudio().catch(noteFailure('audio left over from a crash was not removed'));

  let nextOrder = 0;
  let bytes = 0;
  /** Number of sounds by member id. It is stored, because counting the sounds of a large library takes long. */
  const soundsOfMembers = new Map<string, number>();
  const count = ({ addedBy, bytes: size }: Sound, change: 1 | -1) => {
    bytes += change * size;
    soundsOfMembers.set(addedBy.id, (soundsOfMembers.get(addedBy.id) ?? 0) + change);
  };
  for (const { sound, order } of entries.values()) {
    nextOrder = order + 1;
    count(sound, 1);
  }
  let listed: readonly Sound[] | undefined;

  /** Replaces sounds by what `changed` returns for them, with one write per segment. */
  const replace = async (ids: Iterable<string>, changed: (entry: Entry) => Entry) => {
    const sounds: Sound[] = [];
    for (const group of segments.byFile(ids)) {
      const replaced = group.map(changed);
      await segments.replace(replaced);
      listed = undefined;
      sounds.push(...replaced.map(({ sound }) => sound));
    }
    return sounds;
  };

  const add = async (given: NewSound, quota?: Quota) => {
    checkEmbedding(given.embedding);
    const usage = {
      sounds: entries.size + 1,
      bytes: bytes + given.audio.length,
      soundsOfMember: (soundsOfMembers.get(given.addedBy.id) ?? 0) + 1,
    };
    checkQuota(usage, limits, quota);
    const entry = await newEntry(given, nextOrder);
    const name = audioName(entry);
    try {
      await audio.prepare(name, given.audio);
      await segments.add(entry);
    } catch (error) {
      await audio.discard(name).catch(noteFailure('audio of a sound that was not added is left over'));
      throw error;
    }
    listed = undefined;
    nextOrder++;
    count(entry.sound, 1);
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
      removed.push(...group.map(({ sound }) => sound));
    }
    return removed;
  };

  /** Creates a writer for one task. Its calls run one after the other, and `end` resolves once no call is running. */
  const openWriter = () => {
    const calls = createChangeQueue();
    let ended = false;
    const run = async <T>(call: () => Promise<T>) => {
      if (ended) throw new Error('this writer was used after its change had ended');
      try {
        return await calls.run(guildId, call);
      } catch (error) {
        throw explainDiskError(error);
      }
    };
    const writer: LibraryWriter = {
      add: (sound, quota) => run(() => add(sound, quota)),
      edit: (id, change) => run(() => edit(id, change)),
      reembed: (embeddings) =>
        run(() => {
          for (const embedding of embeddings.values()) checkEmbedding(embedding);
          return replace(embeddings.keys(), (entry) => withEmbedding(entry, embeddings.get(entry.sound.id)));
        }),
      remove: (ids) => run(() => remove(ids)),
    };
    const end = async () => {
      ended = true;
      await calls.idle();
    };
    return { writer, end };
  };

  const library: Library = {
    guildId,
    get size() {
      return entries.size;
    },
    get bytes() {
      return bytes;
    },
    problems,
    async change(task) {
      closing.throwIfAborted();
      const run = async () => {
        const { writer, end } = openWriter();
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
    embedding(id) {
      const entry = entries.get(id);
      return entry?.vector.kind === 'row' ? unpack(matrix.read(entry.vector.row), entry.sound) : undefined;
    },
    async audio(id) {
      const entry = entries.get(id);
      return entry && audio.read(audioName(entry));
    },
    async search(query, { top, filter }) {
      const matches = await searchMatrix(matrix, query, {
        top,
        order: (entry) => entry.order,
        ...(filter && { filter: (entry) => filter(entry.sound) }),
      });
      return matches.map(({ item, score }) => ({ sound: item.sound, score }));
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
