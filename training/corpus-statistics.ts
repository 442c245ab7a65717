import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { mapFeatures } from '../src/engine/embedding.ts';
import { TEXTURE_DIMENSIONS } from '../src/engine/features/fingerprint.ts';

const numbers = z.array(z.number());
const statistics = z.object({
  features: z.object(mapFeatures(() => numbers)),
  salience: z.object(mapFeatures(() => z.number())),
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
/** A sound of the corpus with what `analyze-corpus.ts` measured of it, and of an MP3 copy where one was made. */
export type ListenedSound = z.infer<typeof soundSchema>;

/** All that `analyze-corpus.ts` wrote to a corpus folder, by path. */
export function readListened(folder: string): ListenedSound[] {
  const sounds = readdirSync(folder)
    .filter((name) => /^listened-\d+\.jsonl$/.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => soundSchema.parse(JSON.parse(line)));
  return sounds.sort((a, b) => (a.path < b.path ? -1 : 1));
}
