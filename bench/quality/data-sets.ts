import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

const SHARED = new URL('../../../shared/bench/', import.meta.url).pathname;

/** A set of audio files in which each file has one class label. */
export interface LabelledSet {
  readonly name: string;
  readonly paths: readonly string[];
  readonly classes: readonly string[];
}

function filesOf(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/** Returns the paths of the 206 CC0 samples in the npm package `supersonic-scsynth-samples`. */
export function sonicPiPaths(): string[] {
  const entry = createRequire(import.meta.url).resolve('supersonic-scsynth-samples/package.json');
  return filesOf(path.join(path.dirname(entry), 'samples'), /\.flac$/);
}

/** Returns the paths of 300 spoken digits; empty if `../shared/bench` does not exist. */
export function digitPaths(): string[] {
  return filesOf(path.join(SHARED, 'fsdd'), /\.wav$/);
}

/** Splits a file name at underscores and returns part `index`: part 0 of `bd_haus.flac` is its family, `bd`. */
export function namePart(file: string, index: number): string {
  return path.basename(file).split('_')[index] ?? '';
}

const clipSchema = z.object({
  file: z.string(),
  instrument: z.string(),
  melody: z.string(),
  rhythm: z.string(),
  noise: z.string(),
  dynamics: z.string(),
});

/** Returns the labeled clips for evaluating reasons; empty if `../shared/bench` does not exist. */
export function reasonClips(folder = path.join(SHARED, 'reasons')) {
  const labels = path.join(folder, 'labels.json');
  if (!existsSync(labels)) return [];
  const { clips } = z.object({ clips: z.array(clipSchema) }).parse(JSON.parse(readFileSync(labels, 'utf8')));
  return clips.map((clip) => ({ ...clip, path: path.join(folder, clip.file) }));
}

const numbers = z.array(z.number());
const librosaSchema = z.object({
  clips: z.array(
    z.object({
      file: z.string(),
      mfcc_mean: numbers,
      chroma_mean: numbers,
      contrast_mean: numbers,
      zcr_mean: z.number(),
      rms_mean: z.number(),
      tempo_bpm: z.number(),
    }),
  ),
});

/** Returns librosa's features of the Sonic Pi samples; empty if `../shared/bench` does not exist. */
export function librosaClips() {
  const file = path.join(SHARED, 'librosa', 'sonic-pi.json');
  return existsSync(file) ? librosaSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).clips : [];
}

/** Returns the audio files in the subfolders of a folder. The name of a subfolder is the class of its files. */
export function labelledFolder(folder: string): LabelledSet {
  const classes = readdirSync(folder)
    .filter((name) => statSync(path.join(folder, name)).isDirectory())
    .sort();
  const files = classes.flatMap((name) => filesOf(path.join(folder, name), /^[^.]/).map((file) => ({ file, name })));
  return { name: path.basename(folder), paths: files.map(({ file }) => file), classes: files.map(({ name }) => name) };
}

/**
 * Returns the source of each file of a set, by the file's name.
 * The source is what the first group of the pattern matches, or the whole pattern if the pattern has no group. A file
 * that the pattern does not match is a source of its own.
 */
export function sourcesOf({ paths }: LabelledSet, pattern: RegExp): string[] {
  return paths.map((file) => {
    const match = pattern.exec(path.basename(file));
    return match ? (match[1] ?? match[0]) : file;
  });
}
