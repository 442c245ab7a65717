import { FEATURE_RATE } from '../pcm.ts';
import { BINS, createPowerSpectrum, FFT_SIZE, frameCount, HOP } from '../spectrum.ts';
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
/** Number of frames up to which all are used: 6 s. Of a longer sound, at least half as many are used, evenly spaced. */
const MAX_FRAMES = 256;

const spectrum = createPowerSpectrum(FFT_SIZE);

/**
 * Computes the shape of the mean power spectrum of a sound with Meyda: loud frames weigh most.
 * @param samples the sound at {@link FEATURE_RATE}, so that all frequencies are below 11 kHz
 * @returns null if all samples are 0
 */
export function spectralShape(samples: Float32Array): SpectralShape | null {
  const power = totalPower(samples);
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

/** Returns the sum of the power spectra of a sound. The spectra of the features are filtered, and faded at the ends. */
function totalPower(samples: Float32Array): Float64Array {
  const count = frameCount(samples.length);
  const total = new Float64Array(BINS);
  for (let frame = 0; frame < count; frame += Math.ceil(count / MAX_FRAMES)) {
    const start = frame * HOP - FFT_SIZE / 2;
    spectrum.samples.fill(0);
    spectrum.samples.set(samples.subarray(Math.max(0, start), start + FFT_SIZE), Math.max(0, -start));
    const power = spectrum.hann(0);
    for (let bin = 0; bin < BINS; bin++) total[bin] = (total[bin] ?? 0) + (power[bin] ?? 0);
  }
  return total;
}
