import { createRequire } from 'node:module';

/** Values that {@link MeydaExtractors} compute from. */
interface Extracted {
  /** Magnitudes of the bins from 0 Hz to half the sample rate. */
  readonly ampSpectrum: Float32Array;
  readonly sampleRate?: number;
}

/**
 * The extractors of Meyda that agree with the textbook formulas. Each computes one number from one spectrum; silence
 * gives NaN. Kurtosis, slope, perceptual sharpness and flux of Meyda 5.6.3 are wrong and must not be used.
 */
interface MeydaExtractors {
  /** Mean of the bins, weighted by their magnitudes, in bins. */
  spectralCentroid(args: Extracted): number;
  /** Standard deviation of the bins around the centroid, weighted by their magnitudes, in bins. */
  spectralSpread(args: Extracted): number;
  /** Frequency below which 99 % of the sum of the magnitudes lie, in hertz. */
  spectralRolloff(args: Extracted): number;
  /** Geometric mean of the magnitudes, divided by their arithmetic mean, 0..1. */
  spectralFlatness(args: Extracted): number;
}

// Typed by hand: Meyda's own types describe another module format than the one that Node.js loads.
const meyda: { readonly featureExtractors: MeydaExtractors } = createRequire(import.meta.url)('meyda');

export const { spectralCentroid, spectralSpread, spectralRolloff, spectralFlatness } = meyda.featureExtractors;
