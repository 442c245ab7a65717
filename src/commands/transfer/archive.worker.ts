import { defineJob } from '../../engine/workers/job.ts';
import { type Kept, packSounds, unpackSounds } from './archive.ts';

export interface Unpacking {
  readonly archive: Uint8Array;
  /** Bytes that it may unpack to. */
  readonly maxBytes: number;
}

/** Runs {@link packSounds} in a worker thread. */
export const pack = defineJob(
  (sounds: readonly Kept[]) => packSounds(sounds),
  (archive) => [archive.buffer],
);

/** Runs {@link unpackSounds} in a worker thread. */
export const unpack = defineJob(
  ({ archive, maxBytes }: Unpacking) => unpackSounds(archive, maxBytes),
  (sounds) => sounds.map(({ audio }) => audio.buffer),
);
