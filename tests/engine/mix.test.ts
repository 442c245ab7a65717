import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BLOCK_DIMENSIONS,
  type BlockName,
  type Embedding,
  ENGINE_VERSION,
  mapFeatures,
  pack,
} from '../../src/engine/embedding.ts';
import { compareMix, type Ingredient, type Mix, mixQuery } from '../../src/engine/mix.ts';
import { compare, weighQuery } from '../../src/engine/score.ts';
import { embeddingOf } from '../storage/helpers/sounds.ts';

/** Creates a sound without CLAP whose blocks are unit vectors along these axes. The dot product of two axes is 0. */
function sound(axes: Partial<Record<BlockName, number>>): Embedding {
  const features = mapFeatures((name) => {
    const block = new Float32Array(BLOCK_DIMENSIONS[name]);
    block[axes[name] ?? 0] = 1;
    return block;
  });
  return { version: ENGINE_VERSION, clapModel: null, seconds: 1, clap: null, features };
}

const like = (embedding: Embedding, quality: Ingredient['quality'] = null) =>
  ({ embedding, role: 'like', quality }) as const;
const unlike = (embedding: Embedding) => ({ embedding, role: 'unlike', quality: null }) as const;
const score = (mix: Mix, stored: Embedding) => compareMix(mix, stored).score;

/** Sounds by their tone and their rhythm. */
const play = (tone: number, rhythm: number) => sound({ mfcc: tone, contrast: tone, zcr: tone, rhythm });

describe('a mix', () => {
  test('of one sound scores as the sound alone', () => {
    const [a, b] = [embeddingOf(1), embeddingOf(2)];
    expect(compareMix([like(a)], b)).toEqual(compare(a, b));
    expect(mixQuery([like(a)])).toEqual(weighQuery(a));
  });

  test('of two sounds prefers the sound between them to a copy of one', () => {
    const [a, b] = [sound({ mfcc: 1, contrast: 1 }), sound({ mfcc: 2, contrast: 2 })];
    const between = sound({ mfcc: 1, contrast: 2 });
    const mix = [like(a), like(b)];
    expect(score(mix, between)).toBeGreaterThan(score(mix, a));
    expect(score(mix, between)).toBeGreaterThan(score(mix, b));
  });

  test('with the rhythm of another sound finds the sound that has the tone of one and the rhythm of the other', () => {
    const mix = [like(play(1, 1)), like(play(2, 2), 'rhythm')];
    expect(score(mix, play(1, 2))).toBeCloseTo(1, 6);
    for (const other of [play(1, 1), play(2, 2), play(2, 1), play(1, 3), play(3, 2)])
      expect(score(mix, other)).toBeLessThan(score(mix, play(1, 2)));
    expect(compareMix(mix, play(1, 2)).reasons).toContain('rhythm');
  });

  test('with an unwanted sound lowers its kind, and no other sound', () => {
    const wanted = sound({});
    const mix = [like(wanted), unlike(sound({ mfcc: 5, contrast: 5, zcr: 5 }))];
    const kind = sound({ mfcc: 5, contrast: 5, zcr: 5, rms: 1 });
    const other = sound({ mfcc: 6 });
    expect(score(mix, kind)).toBeCloseTo(compare(wanted, kind).score - 0.5, 6);
    expect(score(mix, other)).toBe(compare(wanted, other).score);
    expect(score(mix, wanted)).toBeCloseTo(1, 6);
  });

  test('never scores a sound above the score of its query, so that a search finds the best', () => {
    const ingredient = fc.record({
      embedding: fc.integer({ min: 1, max: 40 }).map((seed) => embeddingOf(seed)),
      role: fc.constantFrom('like' as const, 'unlike' as const),
      quality: fc.constantFrom(null, 'tone' as const, 'rhythm' as const, 'tune' as const),
    });
    const seeds = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(seeds, fc.array(ingredient, { maxLength: 3 }), seeds, (first, others, other) => {
        const mix = [like(embeddingOf(first)), ...others];
        const stored = embeddingOf(other);
        const { vector } = mixQuery(mix);
        const mean = pack(stored).reduce((sum, x, i) => sum + x * (vector[i] ?? 0), 0);
        expect(score(mix, stored)).toBeLessThanOrEqual(mean + 1e-5);
      }),
    );
  });
});
