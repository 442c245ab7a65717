import { unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import { uploadName } from '../shared/labels.ts';

/** The entry of a sound in the file `library.json` of an archive. */
const listedSchema = z.object({
  file: z.string().max(300),
  label: z.string().max(1000).default(''),
  tags: z.array(z.string().max(300)).max(100).default([]),
});
const listSchema = z.object({ sounds: z.array(listedSchema).max(100_000) });
export type ListedSound = z.output<typeof listedSchema>;

export interface ArchivedSound extends ListedSound {
  readonly audio: Uint8Array;
}

export interface SoundWithAudio {
  readonly sound: Sound;
  readonly audio: Uint8Array;
}

const LIST = 'library.json';
/** Minimum number of bytes counted for an entry, so that `maxBytes` also limits the number of entries. */
const MIN_ENTRY = 1024;
/** Maximum number of sounds in one archive. */
export const MAX_SOUNDS = 2000;
/** Maximum bytes that a sound takes in an archive besides its audio: in `library.json` and in the zip directory. */
export const OVERHEAD = 4096;

/** Packs sounds and `library.json` into a zip file. Stores the audio uncompressed, because its format compresses it. */
export function packSounds(sounds: readonly SoundWithAudio[]): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  const list = sounds.map(({ sound, audio }) => {
    const file = `audio/${sound.id}-${uploadName(sound.fileName)}`;
    files[file] = audio;
    const { label, tags, addedBy, addedAt, messageUrl, seconds, fileName } = sound;
    return { file, label, tags, addedBy: addedBy.name, addedAt, messageUrl, seconds, fileName };
  });
  files[LIST] = new TextEncoder().encode(JSON.stringify({ sounds: list }, null, 2));
  return zipSync(files, { level: 0 });
}

/**
 * Returns the sounds of an archive, whose content is not trusted. Unpacks at most `maxBytes` bytes, regardless of the
 * sizes that the archive declares.
 * @throws UserError if the file is not an archive of sounds, or has too many sounds or bytes
 */
export function unpackSounds(archive: Uint8Array, maxBytes: number): readonly ArchivedSound[] {
  const files = unzip(archive, maxBytes);
  const json = files[LIST];
  const sounds = json ? readList(json) : Object.keys(files).map((file) => ({ file, label: '', tags: [] }));
  if (sounds.length > MAX_SOUNDS) throw new UserError({ code: 'archiveTooMany', max: MAX_SOUNDS });
  const packed = sounds.flatMap((sound) => {
    // A forged list could name a property that every object has, such as `constructor`.
    const audio = Object.hasOwn(files, sound.file) ? files[sound.file] : undefined;
    return audio ? [{ ...sound, audio }] : [];
  });
  if (packed.length === 0) throw new UserError({ code: 'archiveEmpty' });
  return packed;
}

function unzip(archive: Uint8Array, maxBytes: number): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(archive, {
      // fflate reads at most `size` bytes of an uncompressed entry, and writes at most `originalSize` bytes for a
      // compressed one. Every entry counts, because several entries may refer to the same bytes.
      filter({ name, size, originalSize }) {
        if (name.endsWith('/')) return false;
        total += Math.max(size, originalSize, MIN_ENTRY);
        if (total > maxBytes) throw new UserError({ code: 'archiveTooLarge', maxBytes });
        return true;
      },
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError({ code: 'archiveUnreadable' }, { cause: error });
  }
}

function readList(json: Uint8Array): readonly ListedSound[] {
  try {
    // Checks the size first, because parsing 100 MB of brackets would take minutes and ten times as much memory.
    if (json.length > MAX_SOUNDS * OVERHEAD) throw new RangeError(`${LIST}: ${json.length}`);
    return listSchema.parse(JSON.parse(new TextDecoder().decode(json))).sounds;
  } catch (error) {
    throw new UserError({ code: 'archiveListUnreadable', file: LIST }, { cause: error });
  }
}
