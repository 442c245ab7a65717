import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { refreshSound } from '../relations/refresh-sound.ts';
import type { Library } from '../storage/library.ts';
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
 * CLAP is loaded. The sounds are not compared with each other yet, so that a newcomer can search sooner:
 * {@link compareSounds} does that.
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
  const options = { lane: OWNER.id, ...(signal && { signal }) };
  let done = files.length - missing.length;
  const work = async () => {
    for (let file = missing.shift(); file; file = missing.shift()) {
      signal?.throwIfAborted();
      const audio = await readFile(join(folder, file));
      const hash = createHash('sha256').update(audio).digest('hex');
      // A known embedding has no CLAP block, so that a loaded CLAP model needs an analysis.
      const known = engine.clapModel === null ? knownEmbedding(hash) : null;
      const embedding = known ?? (await engine.embed(audio, options));
      const label = file.replace(/\.flac$/, '');
      const sound = { label, tags: [familyOf(file)], addedBy: OWNER, messageUrl: null, fileName: file };
      await library.change((writer) => writer.add({ ...sound, audio, hash, embedding }));
      onProgress(++done, files.length);
    }
  };
  const worker = () =>
    work().catch((error: unknown) => {
      missing.length = 0;
      throw error;
    });
  const results = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
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
