import { defineJob } from '../../engine/workers/job.ts';
import { packSounds, type SoundWithAudio, unpackSounds } from './archive.ts';

export interface Unpacking {
  readonly archive: Uint8Array;
  /** Maximum number of bytes to unpack from the archive. */
  readonly maxBytes: number;
}

export const pack = defineJob(
  (sounds: readonly SoundWithAudio[]) => packSounds(sounds),
  (archive) => [archive.buffer],
);

export const unpack = defineJob(
  ({ archive, maxBytes }: Unpacking) => unpackSounds(archive, maxBytes),
  (sounds) => sounds.map(({ audio }) => audio.buffer),
);
