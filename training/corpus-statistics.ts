import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { blocksOf, type FeatureBlocks } from '../src/engine/features/index.ts';
import { TEXTURE_DIMENSIONS } from '../src/engine/features/texture.ts';
import type { ReferenceStatistics } from '../src/engine/reference/statistics.ts';

const numbers = z.array(z.number());
const features = z.object({
  mfcc: numbers,
  chroma: numbers,
  contrast: numbers,
  rhythm: numbers,
  zcr: numbers,
  rms: numbers,
});
const saliences = z.object({
  mfcc: z.number(),
  chroma: z.number(),
  contrast: z.number(),
  rhythm: z.number(),
  zcr: z.number(),
  rms: z.number(),
});
const statistics = z.object({
  features,
  salience: saliences,
  fingerprint: numbers,
  texture: numbers.default(Array<number>(TEXTURE_DIMENSIONS).fill(0)),
});
const soundSchema = z.object({
  path: z.string(),
  group: z.string(),
  set: z.string(),
  labels: z.record(z.string(), z.string()),
  original: statistics,
  copy: statistics.nullable(),
});
/** Statistics of a sound of the corpus and, if one was made, of its MP3 copy. */
export type AnalyzedSound = z.infer<typeof soundSchema>;

/** Reads what `analyze-corpus.ts` wrote to a corpus folder, sorted by path. */
export function readCorpusStatistics(folder: string): AnalyzedSound[] {
  const sounds = readdirSync(folder)
    .filter((name) => /^analyzed-\d+\.jsonl$/.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => soundSchema.parse(JSON.parse(line)));
  return sounds.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Returns the blocks of a sound of the corpus, as the engine computes them with these reference statistics. */
export function blocksOfAnalyzed(sound: AnalyzedSound['original'], reference: ReferenceStatistics): FeatureBlocks {
  const { mfcc, chroma, contrast, rhythm, zcr, rms } = sound.features;
  const features = {
    mfcc: Float64Array.from(mfcc),
    chroma: Float64Array.from(chroma),
    contrast: Float64Array.from(contrast),
    rhythm: Float64Array.from(rhythm),
    zcr: Float64Array.from(zcr),
    rms: Float64Array.from(rms),
  };
  const [fingerprint, texture] = [Float64Array.from(sound.fingerprint), Float64Array.from(sound.texture)];
  return blocksOf({ features, salience: sound.salience, fingerprint, texture }, reference);
}
