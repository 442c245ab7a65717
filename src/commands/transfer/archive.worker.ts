import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type Outcome, outcomeOf } from '../../engine/workers/job.ts';
import { type ArchivedSound, packSounds, type SoundWithAudio, unpackSounds } from './archive.ts';

export interface Unpacking {
  readonly archive: Uint8Array;
  /** Bytes that the archive may unpack to. */
  readonly maxBytes: number;
}

/** Runs {@link packSounds} in a worker thread. */
export async function pack(sounds: readonly SoundWithAudio[]): Promise<unknown> {
  const outcome = await outcomeOf(async () => packSounds(sounds));
  return handOver(outcome, outcome.ok ? [outcome.value] : []);
}

/** Runs {@link unpackSounds} in a worker thread. */
export async function unpack({ archive, maxBytes }: Unpacking): Promise<unknown> {
  const outcome = await outcomeOf(async (): Promise<readonly ArchivedSound[]> => unpackSounds(archive, maxBytes));
  return handOver(outcome, outcome.ok ? outcome.value.map(({ audio }) => audio) : []);
}

/** Transfers audio instead of copying it. Several sounds can share a buffer. */
function handOver(outcome: Outcome<unknown>, bytes: readonly Uint8Array[]): unknown {
  const buffers = [...new Set(bytes.map(({ buffer }) => buffer))];
  return move({ [transferableSymbol]: buffers, [valueSymbol]: outcome });
}
