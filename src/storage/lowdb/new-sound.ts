import { randomBytes } from 'node:crypto';
import { BLOCK_DIMENSIONS, type Embedding, FEATURE_NAMES } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { sha256 } from '../../files/hash.ts';
import type { NewSound, Room, Sound } from '../library.ts';
import type { Limits } from '../options.ts';
import { audioExtension } from './audio-extension.ts';
import { type Entry, packedVector } from './entry.ts';

/** What a library makes of a sound that is handed to it. */
export async function newEntry(given: NewSound, order: number): Promise<Entry> {
  const { label, tags, addedBy, messageUrl, fileName, embedding, audio, hash } = given;
  const sound: Sound = {
    id: randomBytes(10).toString('hex'),
    label,
    tags: [...tags],
    addedBy: { id: addedBy.id, name: addedBy.name },
    addedAt: new Date().toISOString(),
    messageUrl,
    seconds: embedding.seconds,
    fileName,
    bytes: audio.length,
    hash: hash ?? (await sha256(audio)),
    version: embedding.version,
    clapModel: embedding.clapModel,
  };
  return { sound, order, extension: audioExtension(fileName), vector: packedVector(embedding) };
}

/** @throws RangeError where a block has another length than it should, or a number that is not finite. */
export function checkEmbedding({ clap, clapModel, features, seconds }: Embedding): void {
  if ((clap === null) !== (clapModel === null)) throw new RangeError('a CLAP block and its model go together');
  if (!(seconds >= 0 && seconds < Number.POSITIVE_INFINITY)) throw new RangeError(`not a duration: ${seconds}`);
  if (clap) checkBlock('clap', clap);
  for (const name of FEATURE_NAMES) checkBlock(name, features[name]);
}

function checkBlock(name: keyof typeof BLOCK_DIMENSIONS, block: Float32Array): void {
  if (block.length !== BLOCK_DIMENSIONS[name]) throw new RangeError(`${name} has ${block.length} numbers`);
  if (!block.every(Number.isFinite)) throw new RangeError(`${name} has a number that is not finite`);
}

/** What a library would hold once a sound was added. */
export interface Grown {
  readonly sounds: number;
  readonly bytes: number;
  /** Sounds of the member who adds. */
  readonly ofMember: number;
}

/** @throws UserError `limit` where the host or the guild does not let a library grow to that. */
export function checkRoom(limits: Limits, room: Room | undefined, { sounds, bytes, ofMember }: Grown): void {
  const mostSounds = Math.min(limits.sounds ?? Number.POSITIVE_INFINITY, room?.sounds ?? Number.POSITIVE_INFINITY);
  const mostBytes = Math.min(limits.bytes ?? Number.POSITIVE_INFINITY, room?.bytes ?? Number.POSITIVE_INFINITY);
  const mostOfMember = room?.soundsPerMember ?? Number.POSITIVE_INFINITY;
  if (sounds > mostSounds) throw new UserError({ code: 'libraryFull', sounds: mostSounds });
  if (bytes > mostBytes) throw new UserError({ code: 'libraryFullOfAudio', maxBytes: mostBytes });
  if (ofMember > mostOfMember) throw new UserError({ code: 'memberFull', sounds: mostOfMember });
}
