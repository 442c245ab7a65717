import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { pack } from '../engine/embedding.ts';
import type { AudioMessage, Libraries } from './libraries.ts';
import type { Library, LibraryWriter, Sound, SoundChange } from './library.ts';

/** Number of sounds that are copied in one change, so that other changes of the guild need not wait for long. */
const SOUNDS_PER_CHANGE = 50;

export interface CopyOptions {
  /** Is called with the number of sounds that are copied or compared so far. */
  readonly onProgress?: (sounds: number) => void;
  readonly signal?: AbortSignal;
}

/** Two libraries after one was copied to the other. They are identical if their checksums are equal. */
export interface CopiedLibrary {
  readonly sounds: number;
  /** Damage in the library that was copied: its sounds that cannot be read were not copied. */
  readonly problems: readonly string[];
  readonly from: string;
  readonly to: string;
}

/**
 * Copies all data of a guild from one store to another, and compares both afterwards. What is equal already is skipped,
 * so that a copy can be repeated after an interruption, or after changes of the library.
 * @returns null if the guild has sounds in `to` that it does not have in `from`; then nothing is copied
 */
export async function copyLibrary(
  from: Libraries,
  to: Libraries,
  guildId: string,
  { onProgress, signal }: CopyOptions = {},
): Promise<CopiedLibrary | null> {
  const source = await from.open(guildId, { briefly: true });
  const target = await to.open(guildId, { briefly: true });
  if (target.list().some(({ id }) => source.get(id) === undefined)) return null;
  const sounds = source.list();
  for (let start = 0; start < sounds.length; start += SOUNDS_PER_CHANGE) {
    signal?.throwIfAborted();
    await target.change(async (writer) => {
      for (const sound of sounds.slice(start, start + SOUNDS_PER_CHANGE))
        await copySound(source, target, writer, sound);
    });
    onProgress?.(Math.min(sounds.length, start + SOUNDS_PER_CHANGE));
  }
  await copySettings(from, to, guildId);
  await copyMessages(from, to, guildId);
  const left = (await from.departures.list()).get(guildId);
  if (left) await to.departures.note(guildId, left);
  return {
    sounds: sounds.length,
    problems: source.problems,
    from: await checksumOf(from, source, onProgress),
    to: await checksumOf(to, target, onProgress),
  };
}

async function copySound(source: Library, target: Library, writer: LibraryWriter, sound: Sound): Promise<void> {
  const { id } = sound;
  const derivedIn = async (library: Library) => ({
    fingerprint: await library.fingerprint(id),
    searchData: await library.searchData(id),
  });
  const known = target.get(id);
  if (!known || (await target.audioPath(id)) === undefined) {
    const [audio, derived] = await Promise.all([source.audio(id), derivedIn(source)]);
    await writer.restore({ sound, embedding: source.embedding(id), audio, ...derived });
  }
  if (!known) return;
  const embedding = source.embedding(id);
  const [derived, present] = await Promise.all([derivedIn(source), derivedIn(target)]);
  const { descriptors, relations } = sound;
  if (!isDeepStrictEqual(changeableOf(sound), changeableOf(known))) await writer.edit(id, changeableOf(sound));
  if (embedding && !isDeepStrictEqual(embedding, target.embedding(id)))
    await writer.reembed(new Map([[id, embedding]]));
  if (descriptors && !isDeepStrictEqual(descriptors, known.descriptors)) await writer.describe(id, descriptors);
  const { fingerprint, searchData } = derived;
  if (fingerprint && relations && !isDeepStrictEqual([fingerprint, relations], [present.fingerprint, known.relations]))
    await writer.relate(id, { fingerprint, found: relations.found });
  if (searchData && !isDeepStrictEqual(searchData, present.searchData)) await writer.setSearchData(id, searchData);
}

async function copySettings(from: Libraries, to: Libraries, guildId: string): Promise<void> {
  const [settings, present] = [await from.settings.read(guildId), await to.settings.read(guildId)];
  if (!isDeepStrictEqual(settings, present)) await to.settings.restore(guildId, settings);
}

async function copyMessages(from: Libraries, to: Libraries, guildId: string): Promise<void> {
  const idOf = ({ messageId }: AudioMessage) => messageId;
  const present = new Set((await to.messages.list(guildId)).map(idOf));
  for (const message of await from.messages.list(guildId))
    if (!present.has(idOf(message))) await to.messages.add(guildId, message);
}

/** Returns the SHA-256 of all that is stored of a guild: records in order, vectors, audio, derived data, settings. */
async function checksumOf(
  { settings, messages }: Libraries,
  library: Library,
  onProgress?: (sounds: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for (const [place, sound] of library.list().entries()) {
    const embedding = library.embedding(sound.id);
    const derived = [await library.fingerprint(sound.id), await library.searchData(sound.id)];
    hash.update(`${canonical(sound)}\n`);
    hash.update(embedding ? pack(embedding) : 'no vector');
    hash.update((await library.audio(sound.id)) ?? 'no audio');
    for (const each of derived) hash.update(each ? canonical({ ...each, data: [...each.data] }) : 'no data');
    if (place % SOUNDS_PER_CHANGE === 0) onProgress?.(place);
  }
  const { guildId } = library;
  return hash.update(canonical([await settings.read(guildId), await messages.list(guildId)])).digest('hex');
}

/** Returns JSON in which the keys of each object are sorted. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Returns what members can change about a sound. */
function changeableOf(sound: Sound): Required<SoundChange> {
  const { label, tags, favoredBy, license, source, stated, collections, plays } = sound;
  return { label, tags, favoredBy, license, source, stated, collections, plays };
}
