import { FEATURE_RATE } from '../pcm.ts';
import { eachPowerSpectrum, frameCount } from '../spectrum.ts';
import { createChromaBank, PITCH_CLASSES } from './chroma-bank.ts';
import { CONTRAST_BANDS, type ContrastMeter, createContrastBands } from './contrast-bands.ts';
import { zeroCrossings } from './crossings.ts';
import { excerpt } from './excerpt.ts';
import { EXPECTED_ORDERS, expectedCrossings } from './expected-crossings.ts';
import type { FilterBank } from './filter-bank.ts';
import { createMasking } from './masking.ts';
import { createMelBank, MEL_BANDS, melCentres } from './mel.ts';
import { bandwidthOf, narrowBand } from './narrow-band.ts';
import { FINE_CLASSES, peakChroma } from './peak-chroma.ts';

/** How far up, and how far below the loudest, a sound is listened to. */
export interface AnalysisConfig {
  readonly mel: FilterBank;
  /** Raises the mel bands of a frame to what louder ones drown out. */
  mask(mel: Float32Array, offset: number): void;
  readonly contrast: ContrastMeter;
  /** Bands and frames this far below the loudest are as good as silent, in dB. */
  readonly floorDb: number;
}

/** Codecs at low bit rates leave nothing above 10 kHz, so nothing above 9.5 kHz is asked after. */
const HIGHEST = 9500;
const CHROMA = createChromaBank();
const DEFAULT_CONFIG: AnalysisConfig = {
  mel: createMelBank(HIGHEST),
  mask: createMasking(melCentres(HIGHEST)),
  contrast: createContrastBands(HIGHEST),
  floorDb: 70,
};

/**
 * What every feature starts from: a sound band-limited, trimmed and scaled, frame by frame.
 * Matrices are row-major, a row a frame.
 */
export interface FrameDescriptors {
  readonly count: number;
  /** Seconds between the first and the last sound. */
  readonly seconds: number;
  /** RMS of the loudest 3 ms before scaling, in dB relative to full scale. */
  readonly levelDb: number;
  /** Level of each frame in dB relative to the loudest, -70..0. */
  readonly levels: Float32Array;
  /** How much each frame counts, 0..1, when listening to the whole, to its loud moments and to what is between them. */
  readonly weights: Readonly<Record<'whole' | 'loud' | 'quiet', Float32Array>>;
  /** `frames x MEL_BANDS`, dB relative to the loudest band, -70..0. */
  readonly mel: Float32Array;
  /** The same, raised to what louder bands of the same frame drown out. */
  readonly masked: Float32Array;
  /** `frames x PITCH_CLASSES`, power. */
  readonly chroma: Float32Array;
  /** `frames x FINE_CLASSES`, strength of spectral peaks. */
  readonly peakChroma: Float32Array;
  /** Share of each frame's power that stands in peaks, 0..1. */
  readonly tonality: Float32Array;
  /** `frames x CONTRAST_BANDS`, power of the peaks and of the valleys of each band. */
  readonly peaks: Float32Array;
  readonly valleys: Float32Array;
  /** `frames x CROSSING_ORDERS`, share of samples at which the signal changes sign. */
  readonly crossings: Float32Array;
  /** `frames x EXPECTED_ORDERS`, the same as the spectrum foretells it. */
  readonly expectedCrossings: Float32Array;
}

/** Listens to a signal at {@link FEATURE_RATE}, again where it turns out to be narrow-band; null for silence. */
export function analyzeSound(samples: Float32Array): FrameDescriptors | null {
  const sound = excerpt(samples);
  if (!sound) return null;
  const levelDb = 20 * Math.log10(sound.loudest);
  const frames = analyzeFrames(sound.signal, levelDb);
  const width = bandwidthOf(frames);
  return width === 1 ? frames : analyzeFrames(narrowBand(sound.signal, width), levelDb);
}

/** Every frame's descriptors of a signal as it is, neither trimmed nor scaled. */
export function analyzeFrames(
  signal: Float32Array,
  levelDb = 0,
  config: AnalysisConfig = DEFAULT_CONFIG,
): FrameDescriptors {
  const count = frameCount(signal.length);
  const matrix = (columns: number) => new Float32Array(count * columns);
  const levels = matrix(1);
  const tonality = matrix(1);
  const mel = matrix(MEL_BANDS);
  const chroma = matrix(PITCH_CLASSES);
  const fine = matrix(FINE_CLASSES);
  const peaks = matrix(CONTRAST_BANDS);
  const valleys = matrix(CONTRAST_BANDS);
  const expected = matrix(EXPECTED_ORDERS);
  eachPowerSpectrum(signal, (power, frame) => {
    levels[frame] = total(power);
    config.mel.apply(power, mel, frame * MEL_BANDS);
    CHROMA.apply(power, chroma, frame * PITCH_CLASSES);
    tonality[frame] = peakChroma(power, fine, frame * FINE_CLASSES);
    config.contrast(power, peaks, valleys, frame * CONTRAST_BANDS);
    expectedCrossings(power, expected, frame * EXPECTED_ORDERS);
  });
  const masked = mel.slice();
  for (let frame = 0; frame < count; frame++) config.mask(masked, frame * MEL_BANDS);
  toDecibels(mel, config.floorDb);
  toDecibels(masked, config.floorDb);
  toDecibels(levels, config.floorDb);
  return {
    count,
    seconds: signal.length / FEATURE_RATE,
    levelDb,
    levels,
    weights: {
      whole: levels.map((level) => ramp(level, -45, -15)),
      loud: levels.map((level) => 10 ** (level / 20)),
      quiet: levels.map((level) => ramp(level, -60, -45) * Math.max(0.01, ramp(-level, 0, 30))),
    },
    mel,
    masked,
    chroma,
    peakChroma: fine,
    tonality,
    peaks,
    valleys,
    crossings: zeroCrossings(signal),
    expectedCrossings: expected,
  };
}

/** Power of all bins but the highest, in four sums side by side: one alone waits for each addition. */
function total(power: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k + 3 < power.length; k += 4) {
    a += power[k] ?? 0;
    b += power[k + 1] ?? 0;
    c += power[k + 2] ?? 0;
    d += power[k + 3] ?? 0;
  }
  return a + b + c + d;
}

/** 0 below `from`, 1 above `to`, straight between. */
function ramp(x: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (x - from) / (to - from)));
}

/** In a power ratio of e; the natural logarithm is the quickest. */
const DECIBELS = 10 / Math.LN10;

/** Power to dB relative to the largest, in place; a floor is added rather than cut at, so that nothing jumps. */
function toDecibels(power: Float32Array, floorDb: number): void {
  let largest = 1e-20;
  for (const p of power) if (p > largest) largest = p;
  const floor = largest * 10 ** (-floorDb / 10);
  for (let i = 0; i < power.length; i++) power[i] = DECIBELS * Math.log(((power[i] ?? 0) + floor) / largest);
}
