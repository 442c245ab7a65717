import { beforeAll, describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { CLAP_RATE, FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { UserError } from '../../../src/errors.ts';
import { fuzzSeeds } from '../../helpers/fuzz-seeds.ts';
import { mutant } from '../../helpers/mutate-file.ts';
import { rounds } from '../../helpers/rounds.ts';
import { decoders } from './decoders.ts';

const FILES = rounds(40, 1500);

describe.each(decoders)('decoding with $decoder', (options) => {
  let seeds: Map<string, Uint8Array>;
  beforeAll(async () => {
    seeds = await fuzzSeeds();
  });

  it(`gives finite samples or a named error for each of ${FILES} damaged files`, async () => {
    const outcomes = new Set<string>();
    for (let number = 0; number < FILES; number += 1) {
      const { bytes, description } = mutant(seeds, number);
      try {
        const pcm = await decodeAudio(bytes, { ...options, withClap: true, maxSeconds: 60, timeoutMs: 20_000 });
        expect(pcm.feature.every(Number.isFinite) && pcm.clap?.every(Number.isFinite), description).toBe(true);
        // If the sample rate changes inside a damaged file, the lengths of the two outputs may differ by one frame.
        expect(
          Math.abs(pcm.feature.length / FEATURE_RATE - (pcm.clap?.length ?? 0) / CLAP_RATE),
          description,
        ).toBeLessThan(0.1);
        outcomes.add('samples');
      } catch (error) {
        if (!(error instanceof UserError)) throw new Error(`number ${number}, ${description}`, { cause: error });
        outcomes.add(error.kind);
      }
    }
    expect(outcomes).toContain('samples');
    expect(outcomes).toContain('not-audio');
  }, 900_000);
});
