import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type Outcome, outcomeOf } from '../../engine/workers/job.ts';
import { type Kept, type Packed, packSounds, unpackSounds } from './archive.ts';

export interface Unpacking {
  readonly archive: Uint8Array;
  /** Bytes that it may unpack to. */
  readonly maxBytes: number;
}

/** A thread's job: {@link packSounds}. */
export async function pack(sounds: readonly Kept[]): Promise<unknown> {
  const outcome = await outcomeOf(async () => packSounds(sounds));
  return handOver(outcome, outcome.ok ? [outcome.value] : []);
}

/** A thread's job: {@link unpackSounds}. */
export async function unpack({ archive, maxBytes }: Unpacking): Promise<unknown> {
  const outcome = await outcomeOf(async (): Promise<readonly Packed[]> => unpackSounds(archive, maxBytes));
  return handOver(outcome, outcome.ok ? outcome.value.map(({ audio }) => audio) : []);
}

/** Audio is handed over, not copied. Several sounds may be of one file. */
function handOver(outcome: Outcome<unknown>, bytes: readonly Uint8Array[]): unknown {
  const buffers = [...new Set(bytes.map(({ buffer }) => buffer))];
  return move({ [transferableSymbol]: buffers, [valueSymbol]: outcome });
}
