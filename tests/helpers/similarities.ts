import { type Comparison, type Embedding, ENGINE_VERSION } from '../../src/engine/embedding.ts';
import { extractFeatures } from '../../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { compare } from '../../src/engine/score.ts';

/** Returns the similarity of each feature of two signals at {@link FEATURE_RATE}. */
export function similarities(a: Float32Array, b: Float32Array): Comparison['features'] {
  return compare(embed(a), embed(b)).features;
}

function embed(feature: Float32Array): Embedding {
  const seconds = feature.length / FEATURE_RATE;
  const features = extractFeatures({ feature, clap: null, seconds });
  return { version: ENGINE_VERSION, clapModel: null, seconds, clap: null, features };
}
