import { describe, expect, test } from 'vitest';
import { sameRecording } from '../../../src/commands/shared/duplicate-detection.ts';
import { type Comparison, type Embedding, mapFeatures } from '../../../src/engine/embedding.ts';

const features = { mfcc: 0.99, chroma: 0.99, contrast: 0.99, rhythm: 0.9, zcr: 0.99, rms: 0.99 };
const alike: Comparison = { score: 0.98, clap: null, acoustic: 0.98, features, reasons: [] };

/** Finds that any two sounds compare as given. */
const finding = (comparison: Comparison) => ({ compare: () => comparison });

/** Only how long it is counts here. */
function lasting(seconds: number): Embedding {
  const blocks = mapFeatures(() => new Float32Array());
  return { version: '1', clapModel: null, seconds, clap: null, features: blocks };
}

describe('one recording', () => {
  test('is what is alike in everything and as long, give or take what encoders add', () => {
    expect(sameRecording(finding(alike), lasting(1), lasting(1.05))).toBe(alike);
    expect(sameRecording(finding(alike), lasting(60), lasting(62))).toBe(alike);
  });

  test.each([
    ['a cut of it', lasting(5), alike],
    ['the same instrument on another note', lasting(10), { ...alike, features: { ...features, chroma: 0.3 } }],
    ['another take, louder at the end', lasting(10), { ...alike, features: { ...features, rms: 0.4 } }],
    ['something that is merely very close', lasting(10), { ...alike, score: 0.9 }],
  ])('is not %s', (_, other, comparison) => {
    expect(sameRecording(finding(comparison), lasting(10), other)).toBeNull();
  });
});
