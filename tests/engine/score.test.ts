import { describe, expect, test } from 'vitest';
import {
  BLOCK_DIMENSIONS,
  BLOCK_NAMES,
  type BlockName,
  type Embedding,
  ENGINE_VERSION,
  FEATURE_NAMES,
  pack,
} from '../../src/engine/embedding.ts';
import { compare, weighQuery } from '../../src/engine/score.ts';

/** An embedding whose blocks lie at the given angles, in degrees, in the plane of the first two axes. */
function at(angles: Partial<Record<BlockName, number>>, clapModel: string | null = 'model'): Embedding {
  const block = (name: BlockName) => {
    const vector = new Float32Array(BLOCK_DIMENSIONS[name]);
    const angle = ((angles[name] ?? 0) * Math.PI) / 180;
    vector[0] = Math.cos(angle);
    vector[1] = Math.sin(angle);
    return vector;
  };
  const [mfcc, chroma, contrast, rhythm, zcr, rms] = FEATURE_NAMES.map(block);
  if (!mfcc || !chroma || !contrast || !rhythm || !zcr || !rms) throw new Error('six features');
  const features = { mfcc, chroma, contrast, rhythm, zcr, rms };
  return { version: ENGINE_VERSION, clapModel, seconds: 1, clap: clapModel === null ? null : block('clap'), features };
}

/** A description in words: CLAP alone, the acoustic blocks zeros. */
function words(angle: number): Embedding {
  const text = at({ clap: angle });
  for (const name of FEATURE_NAMES) text.features[name].fill(0);
  return text;
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

describe('the blend', () => {
  test('a sound and itself: every cosine 1, all six features reasons', () => {
    const comparison = compare(at({}), at({}));
    expect(comparison.score).toBeCloseTo(1, 6);
    expect(comparison.acoustic).toBeCloseTo(1, 6);
    expect(comparison.reasons).toHaveLength(6);
  });

  test('is 60 % CLAP and 40 % acoustic', () => {
    expect(compare(at({}), at({ clap: 90 })).score).toBeCloseTo(0.4, 6);
    const otherwise = at(Object.fromEntries(FEATURE_NAMES.map((name) => [name, 90])));
    expect(compare(at({}), otherwise).score).toBeCloseTo(0.6, 6);
  });

  test('is acoustic alone where a side has no CLAP block, or one of another model', () => {
    const opposite = { clap: 180 };
    for (const other of [at(opposite, null), at(opposite, 'another model')]) {
      const comparison = compare(at({}), other);
      expect(comparison.clap).toBeNull();
      expect(comparison.score).toBeCloseTo(1, 6);
    }
  });

  test('is CLAP alone for a description in words, which has no reasons', () => {
    const comparison = compare(words(60), at({}));
    expect(comparison.score).toBeCloseTo(0.5, 6);
    expect(comparison.acoustic).toBe(0);
    expect(comparison.reasons).toEqual([]);
  });

  test('gives each feature the cosine of its blocks', () => {
    const { features } = compare(at({}), at({ mfcc: 60, rhythm: 90, rms: 180 }));
    expect(features.mfcc).toBeCloseTo(0.5, 6);
    expect(features.rhythm).toBeCloseTo(0, 6);
    expect(features.rms).toBeCloseTo(-1, 6);
    expect(features.zcr).toBeCloseTo(1, 6);
  });

  test('follows the weights it is given, whatever their sum; what is left out keeps its default', () => {
    const others = { clap: 0, mfcc: 0, chroma: 0, contrast: 0, zcr: 0, rms: 0 };
    expect(compare(at({}), at({ rhythm: 60 }), { ...others, rhythm: 7 }).score).toBeCloseTo(0.5, 6);
    const more = compare(at({}), at({ rhythm: 90 }), { rhythm: 10 }).score;
    expect(more).toBeLessThan(compare(at({}), at({ rhythm: 90 })).score);
  });

  test('falls back on the defaults where the weights leave nothing to compare by', () => {
    expect(
      compare(at({}, null), at({}, null), { mfcc: 0, chroma: 0, contrast: 0, rhythm: 0, zcr: 0, rms: 0 }).score,
    ).toBeCloseTo(1, 6);
  });

  test('refuses embeddings of another version', () => {
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

  test.each([undefined, { rhythm: 5, clap: 0.1 }])('scores a packed sound as compare does (weights %j)', (weights) => {
    const query = weighQuery(at({}), weights);
    expect(dot(query.vector, pack(at(angles)))).toBeCloseTo(compare(at({}), at(angles), weights).score, 5);
  });

  test('says what CLAP has of the weights, so that a sound without it is judged by the rest', () => {
    const query = weighQuery(at({}));
    expect(query.clapShare).toBeCloseTo(0.6, 6);
    const without = at(angles, null);
    expect(dot(query.vector, pack(without)) / (1 - query.clapShare)).toBeCloseTo(compare(at({}), without).score, 5);
  });

  test('in words weighs CLAP alone', () => {
    const query = weighQuery(words(0));
    expect(query.clapShare).toBe(1);
    expect(dot(query.vector, pack(at({ clap: 60 })))).toBeCloseTo(0.5, 6);
  });

  test('has every block that its sound has', () => {
    expect(BLOCK_NAMES.reduce((sum, name) => sum + BLOCK_DIMENSIONS[name], 0)).toBe(weighQuery(at({})).vector.length);
  });
});
