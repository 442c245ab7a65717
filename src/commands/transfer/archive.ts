import { unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import { uploadName } from '../shared/labels.ts';

/** A sound as `library.json` in an archive describes it. */
const listedSchema = z.object({
  file: z.string().max(300),
  label: z.string().max(1000).default(''),
  tags: z.array(z.string().max(300)).max(100).default([]),
});
const listSchema = z.object({ sounds: z.array(listedSchema).max(100_000) });
export type ListedSound = z.output<typeof listedSchema>;

/** A sound that was unpacked from an archive. */
export interface ArchivedSound extends ListedSound {
  readonly audio: Uint8Array;
}

/** A stored sound to pack into an archive. */
export interface SoundWithAudio {
  readonly sound: Sound;
  readonly audio: Uint8Array;
}

const LIST = 'library.json';
/** The minimum size that is counted for an entry, which limits the number of entries. */
const MIN_ENTRY = 1024;
/** The number of sounds in one archive. */
export const MAX_SOUNDS = 2000;
/** Bytes that a sound takes in an archive besides its audio, at most: in the list and in the directory. */
export const OVERHEAD = 4096;

/**
 * Packs sounds and their descriptions into a zip file.
 * Audio is compressed already, so it is stored as it is.
 */
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
 * Returns the sounds of an archive, without trusting its content. Unpacks at most `maxBytes`, whatever the directory of
 * the archive says.
 * @throws UserError if it is not an archive of sounds, or holds more
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
      // For a stored entry fflate reads `size` bytes, for a compressed one it writes `originalSize` bytes, and never more.
      // Several entries may refer to the same bytes.
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
    // Parsing 100 MB of brackets would take minutes, and ten times as much memory.
    if (json.length > MAX_SOUNDS * OVERHEAD) throw new RangeError(`${LIST}: ${json.length}`);
    return listSchema.parse(JSON.parse(new TextDecoder().decode(json))).sounds;
  } catch (error) {
    throw new UserError({ code: 'archiveListUnreadable', file: LIST }, { cause: error });
  }
}
