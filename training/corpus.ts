import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Sound, writeWav } from './wav.ts';

const groups = ['music', 'speech', 'percussion', 'everyday', 'noise', 'synthetic', 'reasons'] as const;

const entrySchema = z.object({
  path: z.string(),
  group: z.enum(groups),
  set: z.string(),
  labels: z.record(z.string(), z.string()),
});

/** An entry of the manifest, which describes one clip. `path` is relative to the manifest. */
export type Entry = z.infer<typeof entrySchema>;
export type Group = Entry['group'];

export interface Clip {
  readonly group: Group;
  readonly set: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly sound: Sound;
}

/** Writes one clip of a piece. Clips are passed one by one, so that the whole piece need not fit into memory. */
export type AddClip = (clip: Clip) => Promise<void>;

/** A part of the corpus that has a name and is built and replaced as a whole. */
export interface Piece {
  readonly name: string;
  /** Description of the piece for the table in README.md. */
  readonly about: string;
  /** Debian packages from which the piece takes sounds, soundfonts or voices. */
  readonly packages: readonly string[];
  build(add: AddClip, cache: string): Promise<void>;
}

const manifestPath = (folder: string) => path.join(folder, 'manifest.json');

/** Reads the manifest of a corpus folder. Returns an empty list if the manifest does not exist yet. */
export async function readManifest(folder: string): Promise<Entry[]> {
  try {
    return z.array(entrySchema).parse(JSON.parse(await readFile(manifestPath(folder), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function writeManifest(folder: string, entries: readonly Entry[]): Promise<void> {
  // Sorts the entries, so that the manifest does not depend on the order in which the pieces are built.
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const lines = sorted.map((entry) => JSON.stringify(entry));
  const temporary = `${manifestPath(folder)}.new`;
  await writeFile(temporary, `[\n${lines.join(',\n')}\n]\n`);
  await rename(temporary, manifestPath(folder));
}

/**
 * Builds one piece as `folder/<piece>/<set>/NNNN.wav`, and replaces its entries in the manifest. Files of an earlier
 * build of the piece stay until the new build is complete. Returns the number of clips.
 */
export async function buildPiece(folder: string, piece: Piece): Promise<number> {
  const cache = path.join(folder, '.cache');
  const unfinished = path.join(cache, 'unfinished', piece.name);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const entries: Entry[] = [];
  const counts = new Map<string, number>();
  const add: AddClip = async ({ group, set, labels, sound }) => {
    const number = counts.get(set) ?? 0;
    counts.set(set, number + 1);
    const file = `${set}/${String(number).padStart(4, '0')}.wav`;
    await mkdir(path.join(unfinished, set), { recursive: true });
    await writeWav(path.join(unfinished, file), sound);
    entries.push({ path: `${piece.name}/${file}`, group, set, labels: { ...labels } });
  };
  await piece.build(add, cache);
  const others = (await readManifest(folder)).filter((entry) => !entry.path.startsWith(`${piece.name}/`));
  await rm(path.join(folder, piece.name), { recursive: true, force: true });
  await rename(unfinished, path.join(folder, piece.name));
  await writeManifest(folder, [...others, ...entries]);
  return entries.length;
}
