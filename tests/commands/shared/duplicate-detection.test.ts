import { describe, expect, test } from 'vitest';
import { compareRecordings } from '../../../src/commands/shared/duplicate-detection.ts';
import { type Comparison, type Embedding, mapFeatures } from '../../../src/engine/embedding.ts';

const features = { mfcc: 0.99, chroma: 0.99, contrast: 0.99, rhythm: 0.9, zcr: 0.99, rms: 0.99 };
const similar: Comparison = { score: 0.98, clap: null, acoustic: 0.98, features, reasons: [] };

/** Returns an engine whose `compare` always returns `comparison`. */
const engineWith = (comparison: Comparison) => ({ compare: () => comparison });

/** Returns an embedding of a sound with this duration; the tests do not depend on its blocks. */
function embeddingOf(seconds: number): Embedding {
  const blocks = mapFeatures(() => new Float32Array());
  return { version: '1', clapModel: null, seconds, clap: null, features: blocks };
}

describe('the same recording', () => {
  test("is recognized if all features are similar and the lengths differ by an encoder's padding", () => {
    expect(compareRecordings(engineWith(similar), embeddingOf(1), embeddingOf(1.05))).toBe(similar);
    expect(compareRecordings(engineWith(similar), embeddingOf(60), embeddingOf(62))).toBe(similar);
  });

  test.each([
    ['a cut of it', embeddingOf(5), similar],
    ['the same instrument on another note', embeddingOf(10), { ...similar, features: { ...features, chroma: 0.3 } }],
    ['another take, louder at the end', embeddingOf(10), { ...similar, features: { ...features, rms: 0.4 } }],
    ['a sound that is only very close', embeddingOf(10), { ...similar, score: 0.9 }],
  ])('is not assumed for %s', (_, other, comparison) => {
    expect(compareRecordings(engineWith(comparison), embeddingOf(10), other)).toBeNull();
  });
});
