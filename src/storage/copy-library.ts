import { createHash } from 'node:crypto';
import { pack } from '../engine/embedding.ts';
import type { AudioMessage, Libraries, Library } from './library.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

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
  readonly from: string;
  readonly to: string;
}

/**
 * Copies all data of a guild from one store to another, and compares both afterwards. What is there already is skipped,
 * so that an interrupted copy can be repeated.
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
      for (const sound of sounds.slice(start, start + SOUNDS_PER_CHANGE)) {
        const isThere = target.get(sound.id) !== undefined && (await target.audioPath(sound.id)) !== undefined;
        if (isThere) continue;
        const [audio, fingerprint] = await Promise.all([source.audio(sound.id), source.fingerprint(sound.id)]);
        await writer.restore({ sound, embedding: source.embedding(sound.id), audio, fingerprint });
      }
    });
    onProgress?.(Math.min(sounds.length, start + SOUNDS_PER_CHANGE));
  }
  await copySettings(from, to, guildId);
  await copyMessages(from, to, guildId);
  const left = (await from.departures.list()).get(guildId);
  if (left) await to.departures.note(guildId, left);
  return {
    sounds: sounds.length,
    from: await checksumOf(from, source, onProgress),
    to: await checksumOf(to, target, onProgress),
  };
}

async function copySettings(from: Libraries, to: Libraries, guildId: string): Promise<void> {
  const [settings, present] = [await from.settings.read(guildId), await to.settings.read(guildId)];
  if (JSON.stringify(settings) === JSON.stringify(present)) return;
  const { isFallback, ...changed } = { ...DEFAULT_SETTINGS, ...settings };
  await to.settings.change(guildId, changed);
}

async function copyMessages(from: Libraries, to: Libraries, guildId: string): Promise<void> {
  const idOf = ({ messageId }: AudioMessage) => messageId;
  const present = new Set((await to.messages.list(guildId)).map(idOf));
  for (const message of await from.messages.list(guildId))
    if (!present.has(idOf(message))) await to.messages.add(guildId, message);
}

/** Returns the SHA-256 of all that is stored of a guild: records in order, vectors, audio, fingerprints, settings. */
async function checksumOf(
  { settings, messages }: Libraries,
  library: Library,
  onProgress?: (sounds: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for (const [place, sound] of library.list().entries()) {
    const embedding = library.embedding(sound.id);
    const fingerprint = await library.fingerprint(sound.id);
    hash.update(`${canonical(sound)}\n`);
    hash.update(embedding ? pack(embedding) : 'no vector');
    hash.update((await library.audio(sound.id)) ?? 'no audio');
    hash.update(fingerprint ? canonical({ ...fingerprint, data: [...fingerprint.data] }) : 'no fingerprint');
    if (place % SOUNDS_PER_CHANGE === 0) onProgress?.(place);
  }
  const { isFallback, ...rest } = await settings.read(library.guildId);
  return hash.update(canonical([rest, await messages.list(library.guildId)])).digest('hex');
}

/** Returns JSON in which the keys of each object are sorted. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
