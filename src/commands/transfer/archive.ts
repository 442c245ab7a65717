import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import { uploadName } from '../shared/labels.ts';
import { LICENSES } from '../shared/licenses.ts';

/** The entry of a sound in the file `library.json` of an archive. */
const listedSchema = z.object({
  file: z.string().max(300),
  label: z.string().max(1000).default(''),
  tags: z.array(z.string().max(300)).max(100).default([]),
  license: z.string().max(1000).nullable().default(null).catch(null),
  source: z.string().max(1000).nullable().default(null).catch(null),
  stated: z
    .object({ tempoBpm: z.number().positive().max(1000).nullable(), key: z.string().max(20).nullable() })
    .nullable()
    .default(null)
    .catch(null),
  collections: z.array(z.string().max(1000)).max(1000).default([]).catch([]),
  /** Id of the member who added the sound; null if the list does not tell. */
  addedById: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .default(null),
});
const listSchema = z.object({ sounds: z.array(listedSchema).max(100_000) });
type ListedSound = z.output<typeof listedSchema>;

/** What an archive without a list says about a sound. */
export const UNLISTED: Omit<ListedSound, 'file'> = {
  label: '',
  tags: [],
  license: null,
  source: null,
  stated: null,
  collections: [],
  addedById: null,
};

export interface ArchivedSound extends ListedSound {
  /** Position of the sound's file in the directory of the archive. */
  readonly entry: number;
}

export interface SoundWithAudio {
  readonly sound: Sound;
  readonly audio: Uint8Array;
}

const LIST = 'library.json';
/** The file that names the license and the source of each sound for people. */
const LICENSES_FILE = 'licenses.txt';
/** Minimum number of bytes counted for an entry, so that `maxBytes` also limits the number of entries. */
const MIN_ENTRY = 1024;
/** Number of bytes that are unpacked at once, unless one file is larger. */
const BATCH_BYTES = 8 * 2 ** 20;
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
    const { label, tags, addedBy, addedAt, messageUrl, seconds, fileName, descriptors } = sound;
    const { license, source, stated, collections } = sound;
    const adder = { addedBy: addedBy.name, addedById: addedBy.id };
    const named = { file, label, tags, license, source, stated, collections, ...adder };
    return { ...named, addedAt, messageUrl, seconds, fileName, descriptors };
  });
  const licenses = licensesText(sounds.map(({ sound }, i) => ({ ...sound, file: list[i]?.file ?? '' })));
  if (licenses !== '') files[LICENSES_FILE] = new TextEncoder().encode(licenses);
  files[LIST] = new TextEncoder().encode(JSON.stringify({ sounds: list }, null, 2));
  return zipSync(files, { level: 0 });
}

/** Returns a paragraph for each sound with a license or a source: its file, license, the member who added it, source. */
function licensesText(sounds: readonly (Sound & { readonly file: string })[]): string {
  const paragraphs = sounds.flatMap(({ file, label, license, source, addedBy }) => {
    if (license === null && source === null) return [];
    const terms = license === null ? 'unknown' : [license, LICENSES.get(license) ?? ''].join(' ').trim();
    const lines = [file, `  title: ${label}`, `  license: ${terms}`, `  author: ${addedBy.name}`];
    return [[...lines, ...(source === null ? [] : [`  source: ${source}`])].join('\n')];
  });
  return paragraphs.length > 0 ? `${paragraphs.join('\n\n')}\n` : '';
}

/** An archive that was checked and not yet unpacked. */
export interface OpenArchive {
  /** The sounds of the archive, in order. Several sounds can have the same entry. */
  readonly sounds: readonly ArchivedSound[];
  /** Unpacks the entries of the sounds one after the other. Only a few entries are in memory at the same time. */
  unpack(): Iterable<{ readonly entry: number; readonly bytes: Uint8Array }>;
}

/**
 * Opens an archive, whose content is not trusted. Unpacks at most `maxBytes` bytes, regardless of the sizes that the
 * archive declares.
 * @throws UserError if the file is not an archive of sounds, or has too many sounds or bytes
 */
export function openArchive(archive: Uint8Array, maxBytes: number): OpenArchive {
  const entries = listEntries(archive, maxBytes);
  const list = entries.findLast(({ name }) => name === LIST);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const listed = list
    ? readList(unzipOnly(archive, [list])[0]?.bytes ?? new Uint8Array()).map((sound) => ({
        ...sound,
        entry: byName.get(sound.file)?.entry,
      }))
    : entries
        .filter(({ name }) => name !== LICENSES_FILE)
        .map(({ name, entry }) => ({ file: name, ...UNLISTED, entry }));
  if (listed.length > MAX_SOUNDS) throw new UserError({ code: 'archiveTooMany', max: MAX_SOUNDS });
  const sounds = listed.flatMap(({ entry, ...sound }) => (entry === undefined ? [] : [{ ...sound, entry }]));
  if (sounds.length === 0) throw new UserError({ code: 'archiveEmpty' });
  const wanted = new Set(sounds.map(({ entry }) => entry));
  return {
    sounds,
    *unpack() {
      for (const batch of batchesOf(entries.filter(({ entry }) => wanted.has(entry)))) yield* unzipOnly(archive, batch);
    },
  };
}

/** A file in a zip archive. `entry` is its position in the directory of the archive. */
interface ZipEntry {
  readonly name: string;
  readonly entry: number;
  readonly bytes: number;
}

/** Lists the files of an archive without unpacking any. */
function listEntries(archive: Uint8Array, maxBytes: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let total = 0;
  unzip(archive, ({ name, size, originalSize }, entry) => {
    if (name.endsWith('/')) return false;
    // fflate reads at most `size` bytes of an uncompressed entry, and writes at most `originalSize` bytes for a
    // compressed one. Every entry counts, because several entries may refer to the same bytes.
    const bytes = Math.max(size, originalSize, MIN_ENTRY);
    total += bytes;
    if (total > maxBytes) throw new UserError({ code: 'archiveTooLarge', maxBytes });
    entries.push({ name, entry, bytes });
    return false;
  });
  return entries;
}

/** Groups entries so that each group is small and has each name once, because fflate returns files by name. */
function batchesOf(entries: readonly ZipEntry[]): readonly (readonly ZipEntry[])[] {
  const batches: ZipEntry[][] = [];
  let names = new Set<string>();
  let free = 0;
  for (const entry of entries) {
    if (entry.bytes > free || names.has(entry.name)) {
      batches.push([]);
      names = new Set();
      free = BATCH_BYTES;
    }
    batches.at(-1)?.push(entry);
    names.add(entry.name);
    free -= entry.bytes;
  }
  return batches;
}

function unzipOnly(archive: Uint8Array, wanted: readonly ZipEntry[]): { entry: number; bytes: Uint8Array }[] {
  const positions = new Set(wanted.map(({ entry }) => entry));
  const files = unzip(archive, (_, entry) => positions.has(entry));
  // A forged name could be a property that every object has, such as `constructor`.
  return wanted.flatMap(({ name, entry }) => {
    const bytes = Object.hasOwn(files, name) ? files[name] : undefined;
    return bytes ? [{ entry, bytes }] : [];
  });
}

/** Unpacks the entries for which `filter` returns true. @throws UserError `archiveUnreadable` */
function unzip(archive: Uint8Array, filter: (file: UnzipFileInfo, entry: number) => boolean) {
  let position = 0;
  try {
    return unzipSync(archive, { filter: (file) => filter(file, position++) });
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
