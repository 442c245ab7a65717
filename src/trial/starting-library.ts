import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { OperatorError } from '../errors.ts';
import type { Library } from '../storage/library.ts';

const PACKAGE = 'supersonic-scsynth-samples';
/** File that says that the starting library is whole, so that what is removed from it later stays removed. */
export const COMPLETE = 'starting-library-complete';
const OWNER = { id: '1', name: 'Sonic Pi (CC0)' };

/** Folder of the 206 CC0 samples that Sonic Pi ships. @throws UserError `not-found` where the package is not installed. */
export async function samplesFolder(): Promise<string> {
  try {
    const { SAMPLES_DIR }: { SAMPLES_DIR: string } = await import(PACKAGE);
    return SAMPLES_DIR;
  } catch (error) {
    throw new OperatorError(
      'not-found',
      `The starting library is made from the npm package ${PACKAGE}, which is not installed. Run npm ci without --omit=dev, or set DISCORD_TOKEN to run on Discord.`,
      { cause: error },
    );
  }
}

export interface FillOptions {
  /** How many sounds are worked on at a time. */
  readonly lanes: number;
  readonly onProgress: (done: number, of: number) => void;
  /** Stops the work; what was added stays. */
  readonly signal?: AbortSignal;
}

/**
 * Adds the samples that `library` does not hold yet, `lanes` at a time. The label is the file's name, its first tag
 * the family that the name begins with.
 */
export async function fillLibrary(
  engine: Engine,
  library: Library,
  folder: string,
  { lanes, onProgress, signal }: FillOptions,
): Promise<void> {
  const files = mixFamilies((await readdir(folder)).filter((file) => file.endsWith('.flac')).sort());
  const held = new Set(library.list().map((sound) => sound.fileName));
  const missing = files.filter((file) => !held.has(file));
  let done = files.length - missing.length;
  const work = async () => {
    for (let file = missing.shift(); file; file = missing.shift()) {
      signal?.throwIfAborted();
      const audio = await readFile(join(folder, file));
      const label = file.replace(/\.flac$/, '');
      const embedding = await engine.embed(audio, { lane: OWNER.id, ...(signal ? { signal } : {}) });
      const tags = [familyOf(file)];
      await library.change((writer) =>
        writer.add({ label, tags, addedBy: OWNER, messageUrl: null, fileName: file, embedding, audio }),
      );
      onProgress(++done, files.length);
    }
  };
  // Where one fails the others begin nothing more, and none is still at it when this ends.
  const lane = () =>
    work().catch((error: unknown) => {
      missing.length = 0;
      throw error;
    });
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** One of each family, then the second of each, and so on: a search finds something of every kind from early on. */
function mixFamilies(files: readonly string[]): string[] {
  const rank = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const file of files) {
    const before = seen.get(familyOf(file)) ?? 0;
    rank.set(file, before);
    seen.set(familyOf(file), before + 1);
  }
  return [...files].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

/** What a sample's name begins with: `loop` of `loop_amen.flac`. */
function familyOf(file: string): string {
  return file.split(/[_.]/, 1)[0] ?? file;
}
