import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import { spectralCentroid, spectralFlatness, spectralRolloff, spectralSpread } from './meyda.ts';

/** Shape of the mean spectrum of a sound. */
export interface SpectralShape {
  /** Brightness: mean frequency, weighted by magnitude, in hertz. */
  readonly centroidHz: number;
  /** Width: standard deviation of the frequencies around the centroid, in hertz. */
  readonly spreadHz: number;
  /** Frequency below which 99 % of the sum of the magnitudes lie, in hertz. */
  readonly rolloffHz: number;
  /** Noisiness: geometric mean of the magnitudes divided by their mean, 0 (a tone) to 1 (white noise). */
  readonly flatness: number;
}

/** Power relative to the strongest bin below which a bin counts as empty: -80 dB, the noise of 16-bit audio. */
const FLOOR = 1e-8;
const BIN_HERTZ = FEATURE_RATE / FFT_SIZE;

/**
 * Computes the shape of a spectrum with Meyda.
 * Frequencies are below 11 kHz, because the sound is analyzed at {@link FEATURE_RATE}.
 * @param power mean power in each bin over the frames of a sound, so that loud frames weigh most
 * @returns null if all bins are 0
 */
export function spectralShape(power: Float64Array): SpectralShape | null {
  const max = power.reduce((a, b) => Math.max(a, b), 0);
  if (max === 0) return null;
  const ampSpectrum = new Float32Array(BINS);
  const floored = new Float32Array(BINS);
  for (let bin = 0; bin < BINS; bin++) {
    const relative = (power[bin] ?? 0) / max;
    ampSpectrum[bin] = relative > FLOOR ? Math.sqrt(relative) : 0;
    floored[bin] = Math.sqrt(Math.max(relative, FLOOR));
  }
  return {
    centroidHz: BIN_HERTZ * spectralCentroid({ ampSpectrum }),
    spreadHz: BIN_HERTZ * spectralSpread({ ampSpectrum }),
    rolloffHz: spectralRolloff({ ampSpectrum, sampleRate: FEATURE_RATE }),
    // Without the floor, one empty bin would make the geometric mean 0.
    flatness: spectralFlatness({ ampSpectrum: floored }),
  };
}
