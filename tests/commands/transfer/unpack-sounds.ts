import { openArchive } from '../../../src/commands/transfer/archive.ts';

/** Returns the sounds of an archive with their audio. Throws as `openArchive` does. */
export function unpackSounds(archive: Uint8Array, maxBytes: number) {
  const { sounds, unpack } = openArchive(archive, maxBytes);
  const files = new Map(Array.from(unpack(), ({ entry, bytes }) => [entry, bytes]));
  return sounds.flatMap(({ entry, ...sound }) => {
    const audio = files.get(entry);
    return audio ? [{ ...sound, audio }] : [];
  });
}
