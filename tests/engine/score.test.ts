import { describe, expect, test } from 'vitest';
import {
  BLOCK_DIMENSIONS,
  BLOCK_NAMES,
  type BlockName,
  type Embedding,
  ENGINE_VERSION,
  FEATURE_NAMES,
  mapFeatures,
  pack,
} from '../../src/engine/embedding.ts';
import { compare, weighQuery } from '../../src/engine/score.ts';

/** Creates an embedding whose blocks are unit vectors in the plane of the first two axes, at these angles in degrees. */
function at(angles: Partial<Record<BlockName, number>>, clapModel: string | null = 'model'): Embedding {
  const block = (name: BlockName) => {
    const vector = new Float32Array(BLOCK_DIMENSIONS[name]);
    const angle = ((angles[name] ?? 0) * Math.PI) / 180;
    vector[0] = Math.cos(angle);
    vector[1] = Math.sin(angle);
    return vector;
  };
  const clap = clapModel === null ? null : block('clap');
  return { version: ENGINE_VERSION, clapModel, seconds: 1, clap, features: mapFeatures(block) };
}

/** Creates an embedding like that of a text: a CLAP block at this angle in degrees, and acoustic blocks of zeros. */
function textAt(angle: number): Embedding {
  const text = at({ clap: angle });
  for (const name of FEATURE_NAMES) text.features[name].fill(0);
  return text;
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

describe('the score', () => {
  test('of a sound and itself is 1, with all six features as reasons', () => {
    const comparison = compare(at({}), at({}));
    expect(comparison.score).toBeCloseTo(1, 6);
    expect(comparison.acoustic).toBeCloseTo(1, 6);
    expect(comparison.reasons).toHaveLength(6);
  });

  test('is 60 % CLAP and 40 % acoustic', () => {
    expect(compare(at({}), at({ clap: 90 })).score).toBeCloseTo(0.4, 6);
    const different = at(Object.fromEntries(FEATURE_NAMES.map((name) => [name, 90])));
    expect(compare(at({}), different).score).toBeCloseTo(0.6, 6);
  });

  test('is acoustic alone if a sound has no CLAP block, or one of another model', () => {
    const opposite = { clap: 180 };
    for (const other of [at(opposite, null), at(opposite, 'another model')]) {
      const comparison = compare(at({}), other);
      expect(comparison.clap).toBeNull();
      expect(comparison.score).toBeCloseTo(1, 6);
    }
  });

  test('is CLAP alone for a text, and there are no reasons', () => {
    const comparison = compare(textAt(60), at({}));
    expect(comparison.score).toBeCloseTo(0.5, 6);
    expect(comparison.acoustic).toBe(0);
    expect(comparison.reasons).toEqual([]);
  });

  test('comes with the cosine of the blocks of each feature', () => {
    const { features } = compare(at({}), at({ mfcc: 60, rhythm: 90, rms: 180 }));
    expect(features.mfcc).toBeCloseTo(0.5, 6);
    expect(features.rhythm).toBeCloseTo(0, 6);
    expect(features.rms).toBeCloseTo(-1, 6);
    expect(features.zcr).toBeCloseTo(1, 6);
  });

  test('follows the given weights, whatever their sum, and an omitted weight keeps its default', () => {
    const others = { clap: 0, mfcc: 0, chroma: 0, contrast: 0, zcr: 0, rms: 0 };
    expect(compare(at({}), at({ rhythm: 60 }), { ...others, rhythm: 7 }).score).toBeCloseTo(0.5, 6);
    const more = compare(at({}), at({ rhythm: 90 }), { rhythm: 10 }).score;
    expect(more).toBeLessThan(compare(at({}), at({ rhythm: 90 })).score);
  });

  test('falls back to the default weights if the weights of all present blocks are 0', () => {
    expect(
      compare(at({}, null), at({}, null), { mfcc: 0, chroma: 0, contrast: 0, rhythm: 0, zcr: 0, rms: 0 }).score,
    ).toBeCloseTo(1, 6);
  });

  test('is not computed for embeddings of another engine version, which are rejected', () => {
    expect(() => compare(at({}), { ...at({}), version: '0' })).toThrow('cannot be compared');
  });
});

describe('reasons', () => {
  test('are the features above 0.8, strongest first', () => {
    const { reasons } = compare(at({}), at({ mfcc: 30, chroma: 10, contrast: 37, rhythm: 36.8, zcr: 90, rms: 20 }));
    expect(reasons).toEqual(['chroma', 'rms', 'mfcc', 'rhythm']);
  });
});

describe('a query', () => {
  const angles = { clap: 20, mfcc: 50, chroma: 10, contrast: 70, rhythm: 100, zcr: 5, rms: 33 };

  test.each([undefined, { rhythm: 5, clap: 0.1 }])(
    'gives a packed sound the score that compare gives (weights %j)',
    (weights) => {
      const query = weighQuery(at({}), weights);
      expect(dot(query.vector, pack(at(angles)))).toBeCloseTo(compare(at({}), at(angles), weights).score, 5);
    },
  );

  test("holds CLAP's share, so that a sound without CLAP is scored by the other blocks", () => {
    const query = weighQuery(at({}));
    expect(query.shares.clap).toBeCloseTo(0.6, 6);
    const without = at(angles, null);
    expect(dot(query.vector, pack(without)) / (1 - query.shares.clap)).toBeCloseTo(compare(at({}), without).score, 5);
  });

  test('from a text weighs CLAP alone', () => {
    const query = weighQuery(textAt(0));
    expect(query.shares.clap).toBe(1);
    expect(dot(query.vector, pack(at({ clap: 60 })))).toBeCloseTo(0.5, 6);
  });

  test('has the dimensions of all blocks together', () => {
    expect(BLOCK_NAMES.reduce((sum, name) => sum + BLOCK_DIMENSIONS[name], 0)).toBe(weighQuery(at({})).vector.length);
  });
});
