import { unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import { uploadName } from '../shared/labels.ts';

/** What `library.json` in an archive says of each sound. */
const listed = z.object({
  file: z.string().max(300),
  label: z.string().max(1000).default(''),
  tags: z.array(z.string().max(300)).max(100).default([]),
});
const contents = z.object({ sounds: z.array(listed).max(100_000) });
export type Listed = z.output<typeof listed>;

export interface Packed extends Listed {
  readonly audio: Uint8Array;
}

/** A sound that is to be packed. */
export interface Kept {
  readonly sound: Sound;
  readonly audio: Uint8Array;
}

const LIST = 'library.json';
/** What an entry counts for at least, so that there cannot be very many. */
const MIN_ENTRY = 1024;
/** Sounds in one archive. */
export const MAX_SOUNDS = 2000;
/** What a sound takes in an archive beside its audio, at the most: its place in the list and in the directory. */
export const OVERHEAD = 4096;

/** A zip of sounds and of what is known about them. The audio is stored as it is: it is compressed already. */
export function packSounds(sounds: readonly Kept[]): Uint8Array {
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
 * The sounds of an archive; nothing in it is trusted. Unpacks at most `maxBytes`, whatever its directory claims.
 * @throws UserError `usage` where it is no archive of sounds, `too-large` where it holds more.
 */
export function unpackSounds(archive: Uint8Array, maxBytes: number): readonly Packed[] {
  const files = unzip(archive, maxBytes);
  const json = files[LIST];
  const sounds = json ? readList(json) : Object.keys(files).map((file) => ({ file, label: '', tags: [] }));
  if (sounds.length > MAX_SOUNDS) throw new UserError({ code: 'archiveTooMany', max: MAX_SOUNDS });
  const packed = sounds.flatMap((sound) => {
    // A list may name what every object has, such as `constructor`.
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
      // fflate takes `size` bytes of what is stored and writes `originalSize` of what is compressed, never more; several
      // entries may claim the same bytes.
      filter({ name, size, originalSize }) {
        if (name.endsWith('/')) return false;
        total += Math.max(size, originalSize, MIN_ENTRY);
        if (total > maxBytes) throw tooLarge(maxBytes);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError({ code: 'archiveUnreadable' }, { cause: error });
  }
}

function readList(json: Uint8Array): readonly Listed[] {
  try {
    // A hundred megabytes of brackets take minutes to parse, and ten times as much memory.
    if (json.length > MAX_SOUNDS * OVERHEAD) throw new RangeError(`${LIST}: ${json.length}`);
    return contents.parse(JSON.parse(new TextDecoder().decode(json))).sounds;
  } catch (error) {
    throw new UserError({ code: 'archiveListUnreadable', file: LIST }, { cause: error });
  }
}

function tooLarge(maxBytes: number): UserError {
  return new UserError({ code: 'archiveTooLarge', maxBytes });
}
