import { readFile, writeFile } from 'node:fs/promises';
import { defineJob } from '../../engine/workers/job.ts';
import { sha256 } from '../../files/hash.ts';
import type { AudioFile } from '../../storage/library.ts';
import { type ArchivedSound, openArchive, packSounds, type SoundWithAudio } from './archive.ts';

export interface Unpacking {
  /** Path of the archive. The path of each unpacked file begins with it. */
  readonly archive: string;
  /** Maximum number of bytes to unpack from the archive. */
  readonly maxBytes: number;
}

/** A sound of an archive that was unpacked to the disk. */
export interface UnpackedSound extends Omit<ArchivedSound, 'entry'> {
  readonly audio: AudioFile;
}

export const pack = defineJob(
  (sounds: readonly SoundWithAudio[]) => packSounds(sounds),
  (archive) => [archive.buffer],
);

export const unpack = defineJob(async ({ archive, maxBytes }: Unpacking): Promise<readonly UnpackedSound[]> => {
  const { sounds, unpack: unpackEntries } = openArchive(await readFile(archive), maxBytes);
  const files = new Map<number, AudioFile>();
  for (const { entry, bytes } of unpackEntries()) {
    const path = `${archive}-${entry}`;
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    files.set(entry, { path, bytes: bytes.length, hash: await sha256(bytes) });
  }
  return sounds.flatMap(({ entry, ...sound }) => {
    const audio = files.get(entry);
    return audio ? [{ ...sound, audio }] : [];
  });
});
