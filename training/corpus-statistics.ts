import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { mapFeatures } from '../src/engine/embedding.ts';
import { blocksOf, type FeatureBlocks } from '../src/engine/features/extract-features.ts';
import { TEXTURE_DIMENSIONS } from '../src/engine/features/outline.ts';
import type { ReferenceStatistics } from '../src/engine/reference/reference-statistics.ts';

const numbers = z.array(z.number());
const statistics = z.object({
  features: z.object(mapFeatures(() => numbers)),
  salience: z.object(mapFeatures(() => z.number())),
  outline: numbers,
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
/** Statistics of a sound of the corpus and of its MP3 copy, if there is a copy. */
export type AnalyzedSound = z.infer<typeof soundSchema>;

/** Reads the files that `analyze-corpus.ts` wrote to a corpus folder. Returns the sounds sorted by path. */
export function readCorpusStatistics(folder: string): AnalyzedSound[] {
  const sounds = readdirSync(folder)
    .filter((name) => /^analyzed-\d+\.jsonl$/.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => soundSchema.parse(JSON.parse(line)));
  return sounds.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Computes the blocks of a sound of the corpus in the same way as the engine, with the given reference statistics. */
export function blocksOfAnalyzed(sound: AnalyzedSound['original'], reference: ReferenceStatistics): FeatureBlocks {
  const features = mapFeatures((name) => Float64Array.from(sound.features[name]));
  const [outline, texture] = [Float64Array.from(sound.outline), Float64Array.from(sound.texture)];
  return blocksOf({ features, salience: sound.salience, outline, texture }, reference);
}
