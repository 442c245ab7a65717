import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { type Embedding, ENGINE_VERSION, FEATURE_NAMES } from '../../../src/engine/embedding.ts';
import { extractFeatures } from '../../../src/engine/features/extract-features.ts';
import { compare } from '../../../src/engine/score.ts';
import { UserError } from '../../../src/errors.ts';
import { decoders } from './decoders.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/cases/files');

const Case = z.object({
  file: z.string(),
  why: z.string(),
  reference: z.string().optional(),
  seconds: z.number().optional(),
  minScore: z.number().optional(),
  minReasons: z.number().optional(),
  refused: z.boolean().default(false),
  orHeard: z.boolean().default(false),
});
const list = await readFile(path.join(FOLDER, 'cases.json'), 'utf8').catch(() => null);
const cases = list === null ? [] : z.object({ cases: z.array(Case) }).parse(JSON.parse(list)).cases;
if (list === null) console.log(`No ${FOLDER}: the tests with files that other software misread are skipped.`);

async function embed(file: string, options: (typeof decoders)[number]): Promise<Embedding> {
  const bytes = new Uint8Array(await readFile(path.join(FOLDER, file)));
  const pcm = await decodeAudio(bytes, { ...options, withClap: false });
  return { version: ENGINE_VERSION, clapModel: null, clap: null, seconds: pcm.seconds, features: extractFeatures(pcm) };
}

describe.skipIf(cases.length === 0)('a file that other software misread', () => {
  describe.each(decoders)('with $decoder', (options) => {
    it.each(cases.filter(({ refused }) => !refused))('sounds like its reference: $file, $why', async (given) => {
      const { file, reference = '', seconds = 0, minScore = 1, minReasons = 6 } = given;
      const [sound, other] = [await embed(file, options), await embed(reference, options)];
      const { score, reasons } = compare(sound, other);
      // The list states the length of the sound. MP3 frames without a LAME tag are longer, and so is their reference.
      const difference = Math.min(Math.abs(sound.seconds - seconds), Math.abs(sound.seconds - other.seconds));
      expect(difference).toBeLessThan(0.06);
      expect(score).toBeGreaterThanOrEqual(minScore);
      expect(reasons.length).toBeGreaterThanOrEqual(minReasons);
    });
  });

  it.each(cases.filter(({ refused }) => refused))(
    'is read, or rejected alike by all decoders: $file, $why',
    async ({ file, orHeard }) => {
      const outcomes = await Promise.all(
        decoders.map((options) =>
          embed(file, options).then(
            () => 'read',
            (error: unknown) => (error instanceof UserError ? error.message : error),
          ),
        ),
      );
      expect(new Set(outcomes).size).toBe(1);
      expect(outcomes[0]).toSatisfy((outcome) => (outcome === 'read' ? orHeard : /damaged|can’t read/.test(outcome)));
      expect(outcomes[0]).not.toMatch(/WAV, MP3/);
    },
  );

  it.runIf(decoders.length > 1).each(cases.filter(({ refused }) => !refused))(
    'gives blocks with a cosine above 0.99999 with native and WebAssembly: $file',
    async ({ file }) => {
      const [a, b] = await Promise.all(decoders.map((options) => embed(file, options)));
      if (!a || !b) throw new Error('two decoders are needed');
      const { features } = compare(a, b);
      for (const name of FEATURE_NAMES) expect(features[name], name).toBeGreaterThan(0.99999);
    },
  );
});
