import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Embedding, unpack } from '../../engine/embedding.ts';
import { errorCode, explainDiskError, unlessMissing } from '../../files/fs-errors.ts';
import type { FileProblem } from '../../files/mirrored-file.ts';
import type { Library, NewSound, Room, Sound } from '../library.ts';
import { createMatrix } from '../matrix/matrix.ts';
import { searchMatrix } from '../matrix/search.ts';
import type { Limits, StorageLog } from '../options.ts';
import { type AudioName, createAudioFiles } from './audio-files.ts';
import { type Entry, packedVector } from './entry.ts';
import { checkEmbedding, checkRoom, newEntry } from './new-sound.ts';
import { openSegments } from './segments.ts';
import { createWriterQueue } from './writer-queue.ts';

export interface LowdbLibraryOptions {
  readonly guildId: string;
  readonly folder: string;
  readonly limits: Limits;
  readonly log: StorageLog | undefined;
  /** Told when changes begin and when none is under way any more. */
  readonly onBusy: (library: Library, busy: boolean) => void;
  /** Once it fires, no change is begun any more. */
  readonly closing: AbortSignal;
}

/** Reads a guild's library from its folder. Nothing is written where there is nothing to repair. */
export async function openLowdbLibrary(options: LowdbLibraryOptions): Promise<Library> {
  const { guildId, folder, limits, log, onBusy, closing } = options;
  const problems: string[] = [];
  const report = ({ file, problem }: FileProblem) => {
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
  const audio = createAudioFiles(path.join(folder, 'audio'));
  const noteFailure = (what: string) => (error: unknown) =>
    log?.warn({ guildId, code: errorCode(error) }, `${what}; it is tried again when the library is next opened`);
  await audio
    .sweep((id) => entries.get(id)?.extension, quarantine, report)
    .catch(noteFailure('left-over audio was not swept'));

  let nextOrder = 0;
  let bytes = 0;
  /** How many sounds each member has here: counted as they come and go, as a large library takes long to count. */
  const ofMembers = new Map<string, number>();
  const note = ({ addedBy, bytes: size }: Sound, change: 1 | -1) => {
    bytes += change * size;
    ofMembers.set(addedBy.id, (ofMembers.get(addedBy.id) ?? 0) + change);
  };
  for (const { sound, order } of entries.values()) {
    nextOrder = order + 1;
    note(sound, 1);
  }
  let listed: readonly Sound[] | undefined;
  const queue = createWriterQueue((busy) => onBusy(library, busy));

  /** Runs a change in its turn. */
  const change = async <T>(task: () => Promise<T>) => {
    closing.throwIfAborted();
    try {
      return await queue.run(task);
    } catch (error) {
      throw explainDiskError(error);
    }
  };
  const replace = (id: string, changed: (entry: Entry) => Entry) =>
    change(async () => {
      const entry = entries.get(id);
      if (!entry) return undefined;
      await segments.replace(changed(entry));
      listed = undefined;
      return entries.get(id)?.sound;
    });

  const add = async (given: NewSound, room?: Room) => {
    checkEmbedding(given.embedding);
    checkRoom(limits, room, {
      sounds: entries.size + 1,
      bytes: bytes + given.audio.length,
      ofMember: (ofMembers.get(given.addedBy.id) ?? 0) + 1,
    });
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
    note(entry.sound, 1);
    await audio.keep(name).catch(noteFailure('audio of a new sound has not got its name'));
    return entry.sound;
  };

  const remove = async (id: string) => {
    const entry = entries.get(id);
    if (!entry) return undefined;
    const name = audioName(entry);
    try {
      await audio.setAside(name);
      await segments.remove(id);
    } catch (error) {
      await audio.bringBack(name).catch(noteFailure('audio of a sound that was not removed is set aside'));
      throw error;
    }
    listed = undefined;
    note(entry.sound, -1);
    await audio.drop(name).catch(noteFailure('audio of a removed sound is left over'));
    return entry.sound;
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
    add: (sound, room) => change(() => add(sound, room)),
    remove: (id) => change(() => remove(id)),
    edit: (id, { label, tags }) =>
      replace(id, (entry) => {
        const { sound } = entry;
        return { ...entry, sound: { ...sound, label: label ?? sound.label, tags: [...(tags ?? sound.tags)] } };
      }),
    reembed: (id, embedding) => replace(id, (entry) => heardAnew(entry, embedding)),
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

function heardAnew(entry: Entry, embedding: Embedding): Entry {
  checkEmbedding(embedding);
  const { version, clapModel, seconds } = embedding;
  return { ...entry, sound: { ...entry.sound, version, clapModel, seconds }, vector: packedVector(embedding) };
}
