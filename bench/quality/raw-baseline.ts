import { FEATURE_NAMES, type FeatureName, mapFeatures } from '../../src/engine/embedding.ts';
import { analyzeFrames } from '../../src/engine/features/analyze-frames.ts';
import { mfccFrames } from '../../src/engine/features/mfcc.ts';
import { columnDeviations, columnMeans } from '../../src/engine/features/moments.ts';
import { onsetStrength } from '../../src/engine/features/onsets.ts';
import { estimateTempo } from '../../src/engine/features/tempo.ts';
import { librosaChroma } from './librosa-chroma.ts';
import { frameLevels } from './librosa-definitions.ts';

/**
 * Computes the baseline with which this engine is compared: means and standard deviations of the six features over all
 * frames. The similarity of two sounds is the plain cosine.
 */
export type RawFeatures = Readonly<Record<FeatureName, Float64Array>>;

export function rawFeatures(samples: Float32Array): RawFeatures {
  const frames = analyzeFrames(samples);
  const every = new Float32Array(frames.count).fill(1);
  const moments = (matrix: Float32Array, columns: number) => {
    const means = columnMeans(matrix, columns, every);
    return Float64Array.from([...means, ...columnDeviations(matrix, columns, every, means)]);
  };
  const { contrast, zcr, rms } = frameLevels(frames, samples);
  const onsets = moments(onsetStrength(frames), 1);
  return {
    mfcc: moments(mfccFrames(frames), 20),
    chroma: moments(librosaChroma(samples), 12),
    contrast: moments(contrast, 7),
    rhythm: Float64Array.from([estimateTempo(samples) ?? 0, ...onsets]),
    zcr: moments(zcr, 1),
    rms: moments(rms, 1),
  };
}

/** Returns the cosine similarity of two vectors; 0 if one of them is zero. */
export function cosine(a: Float64Array, b: Float64Array): number {
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += (a[i] ?? 0) * (b[i] ?? 0);
    squaresA += (a[i] ?? 0) ** 2;
    squaresB += (b[i] ?? 0) ** 2;
  }
  return product / (Math.sqrt(squaresA * squaresB) || 1);
}

/** Returns the baseline's similarity of two sounds: the mean of the cosine similarities of the six features. */
export function rawScore(a: RawFeatures, b: RawFeatures): number {
  return FEATURE_NAMES.reduce((sum, name) => sum + cosine(a[name], b[name]) / FEATURE_NAMES.length, 0);
}

/** Returns the baseline's features after scaling each number to a mean of 0 and a deviation of 1 over all sounds. */
export function standardized(sounds: readonly RawFeatures[]): RawFeatures[] {
  const standardize = (name: FeatureName) => {
    const columns = sounds[0]?.[name].length ?? 0;
    const all = Float32Array.from(sounds.flatMap((sound) => [...sound[name]]));
    const every = new Float32Array(sounds.length).fill(1);
    const means = columnMeans(all, columns, every);
    const deviations = columnDeviations(all, columns, every, means);
    return sounds.map((sound) => sound[name].map((x, i) => (x - (means[i] ?? 0)) / (deviations[i] || 1)));
  };
  const byFeature = mapFeatures(standardize);
  return sounds.map((_, index) => mapFeatures((name) => byFeature[name][index] ?? new Float64Array(0)));
}
