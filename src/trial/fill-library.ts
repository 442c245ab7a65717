import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { refreshSound } from '../relations/refresh-sound.ts';
import { type Library, MAX_ADDED_AT_ONCE, type NewSound } from '../storage/library.ts';
import { knownEmbedding } from './known-embeddings.ts';

const OWNER = { id: '1', name: 'Sonic Pi (CC0)' };

export interface FillOptions {
  readonly concurrency: number;
  readonly onProgress: (done: number, of: number) => void;
  /** Aborts the analysis. Sounds that were added stay in the library. */
  readonly signal?: AbortSignal;
}

/**
 * Adds the FLAC files of `folder` that `library` does not contain yet. The label of a sound is the name of its file.
 * The first tag is the family with which the name starts. Samples whose embeddings are known are not analyzed, unless
 * CLAP is loaded, and many are added together. The sounds are not compared with each other yet, so that a newcomer can
 * search sooner: {@link compareSounds} does that.
 * @throws the first error, after all analyses in progress have ended. No analysis starts after an error.
 */
export async function fillLibrary(
  engine: Engine,
  library: Library,
  folder: string,
  { concurrency, onProgress, signal }: FillOptions,
): Promise<void> {
  const files = alternateFamilies((await readdir(folder)).filter((file) => file.endsWith('.flac')).sort());
  const stored = new Set(library.list().map((sound) => sound.fileName));
  const missing = files.filter((file) => !stored.has(file));
  let done = files.length - missing.length;
  const add = async (sounds: readonly NewSound[]) => {
    await library.change((writer) => writer.addAll(sounds));
    done += sounds.length;
    onProgress(done, files.length);
  };
  /** Names of the files that need an analysis. They are read again, so that not all are in memory. */
  const unknown: string[] = [];
  for (let start = 0; start < missing.length; start += MAX_ADDED_AT_ONCE) {
    signal?.throwIfAborted();
    const samples = await Promise.all(
      missing.slice(start, start + MAX_ADDED_AT_ONCE).map((file) => read(folder, file)),
    );
    const known: NewSound[] = [];
    for (const sample of samples) {
      // A known embedding has no CLAP block, so that a loaded CLAP model needs an analysis.
      const embedding = engine.clapModel === null ? knownEmbedding(sample.hash) : null;
      if (embedding) known.push({ ...sample, embedding });
      else unknown.push(sample.fileName);
    }
    if (known.length > 0) await add(known);
  }
  const work = async () => {
    for (let file = unknown.shift(); file !== undefined; file = unknown.shift()) {
      signal?.throwIfAborted();
      const sample = await read(folder, file);
      const embedding = await engine.embed(sample.audio, { lane: OWNER.id, ...(signal && { signal }) });
      await add([{ ...sample, embedding }]);
    }
  };
  const worker = () =>
    work().catch((error: unknown) => {
      unknown.length = 0;
      throw error;
    });
  const results = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

type UnanalyzedSample = Omit<NewSound, 'embedding' | 'audio' | 'hash'> & {
  readonly audio: Uint8Array;
  readonly hash: string;
};

async function read(folder: string, file: string): Promise<UnanalyzedSample> {
  const audio = await readFile(join(folder, file));
  const hash = createHash('sha256').update(audio).digest('hex');
  const label = file.replace(/\.flac$/, '');
  return { label, tags: [familyOf(file)], addedBy: OWNER, messageUrl: null, fileName: file, audio, hash };
}

/** Compares the sounds of a library with each other, one at a time, unless that has been done. */
export async function compareSounds(engine: Engine, library: Library, signal: AbortSignal): Promise<void> {
  for (const sound of library.list()) {
    signal.throwIfAborted();
    await refreshSound(engine, library, sound, { lane: OWNER.id, signal });
  }
}

/**
 * Orders samples so that the first sample of each family comes first, then the second of each, and so on. Searches then
 * find sounds of every kind while the library is still being filled.
 */
function alternateFamilies(files: readonly string[]): string[] {
  const ranks = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const file of files) {
    const rank = counts.get(familyOf(file)) ?? 0;
    ranks.set(file, rank);
    counts.set(familyOf(file), rank + 1);
  }
  return [...files].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/** Returns the family of a sample, with which its file name starts: `loop` for `loop_amen.flac`. */
function familyOf(file: string): string {
  return file.split(/[_.]/, 1)[0] ?? file;
}
