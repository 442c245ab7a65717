import { FEATURE_RATE } from '../pcm.ts';
import { eachPowerSpectrum, frameCount } from '../spectrum.ts';
import { bassSpectra } from './bass-spectrum.ts';
import { CONTRAST_BANDS, type ContrastMeter, createContrastMeter } from './contrast.ts';
import { type AudiblePart, excerpt } from './excerpt.ts';
import { EXPECTED_ORDERS, expectedCrossings } from './expected-crossings.ts';
import type { FilterBank } from './filter-bank.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { createMasking } from './masking.ts';
import { ANALYZED_HERTZ, createMelBank, MEL_BANDS, melCentres } from './mel-bank.ts';
import { bandwidthOf, narrowBand } from './narrow-band.ts';
import { FINE_CLASSES, peakChroma } from './peak-chroma.ts';
import { ramp } from './ramp.ts';
import { zeroCrossings } from './zcr.ts';

export interface AnalysisConfig {
  readonly mel: FilterBank;
  /** Raises the mel bands of one frame to their masking threshold, in place. */
  mask(mel: Float32Array, offset: number): void;
  readonly contrast: ContrastMeter;
  /** Distance in dB below the maximum at which bands and frames count as silent. */
  readonly floorDb: number;
}

const DEFAULT_CONFIG: AnalysisConfig = {
  mel: createMelBank(ANALYZED_HERTZ),
  mask: createMasking(melCentres(ANALYZED_HERTZ)),
  contrast: createContrastMeter(ANALYZED_HERTZ),
  floorDb: 70,
};

/** Gets the power spectrum of each frame of an analysis, and must not keep the array. */
export type SpectrumVisitor = (power: Float64Array, frame: number) => void;

/**
 * Computes the frame descriptors of a sound at {@link FEATURE_RATE}.
 * The sound is first band-limited, trimmed and scaled. A narrow-band recording (telephone speech) is low-pass
 * filtered and analyzed a second time.
 * @param observe gets the part that is analyzed, before the samples change, and returns a visitor of its spectra, before
 * any low-pass filter
 * @param mayOverwrite whether the samples may be overwritten, which saves their size if they are long
 * @returns null for silence
 */
export function analyzeSound(
  samples: Float32Array,
  observe?: (part: AudiblePart) => SpectrumVisitor,
  mayOverwrite = false,
): FrameDescriptors | null {
  let visit: SpectrumVisitor | undefined;
  const onFound = (part: AudiblePart) => {
    visit = observe?.(part);
  };
  const sound = excerpt(samples, { onFound, mayOverwrite });
  if (!sound) return null;
  const levelDb = 20 * Math.log10(sound.loudest);
  const frames = analyzeFrames(sound.signal, levelDb, DEFAULT_CONFIG, { visit });
  const width = bandwidthOf(frames);
  if (width === 1) return frames;
  return analyzeFrames(narrowBand(sound.signal, width), levelDb, DEFAULT_CONFIG, { reused: frames });
}

interface AnalyzeFramesOptions {
  readonly visit?: SpectrumVisitor | undefined;
  /** Descriptors of as many frames, which are no longer needed. The new ones overwrite them. */
  readonly reused?: FrameDescriptors;
}

/** Computes the frame descriptors of a signal without trimming or scaling it. */
export function analyzeFrames(
  signal: Float32Array,
  levelDb = 0,
  config: AnalysisConfig = DEFAULT_CONFIG,
  { visit, reused }: AnalyzeFramesOptions = {},
): FrameDescriptors {
  const count = frameCount(signal.length);
  const matrix = (columns: number, memory?: Float32Array) => memory?.fill(0) ?? new Float32Array(count * columns);
  const levels = matrix(1, reused?.levels);
  const tonality = matrix(1, reused?.tonality);
  const mel = matrix(MEL_BANDS, reused?.mel);
  const masked = matrix(MEL_BANDS, reused?.masked);
  const fine = matrix(FINE_CLASSES, reused?.peakChroma);
  const peaks = matrix(CONTRAST_BANDS, reused?.peaks);
  const valleys = matrix(CONTRAST_BANDS, reused?.valleys);
  const expected = matrix(EXPECTED_ORDERS, reused?.expectedCrossings);
  const bass = bassSpectra(signal);
  eachPowerSpectrum(signal, (power, frame) => {
    levels[frame] = totalPower(power);
    config.mel.apply(power, mel, frame * MEL_BANDS);
    tonality[frame] = peakChroma(power, () => bass(frame), fine, frame * FINE_CLASSES);
    config.contrast(power, peaks, valleys, frame * CONTRAST_BANDS);
    expectedCrossings(power, expected, frame * EXPECTED_ORDERS);
    visit?.(power, frame);
  });
  masked.set(mel);
  for (let frame = 0; frame < count; frame++) config.mask(masked, frame * MEL_BANDS);
  powerToDb(mel, config.floorDb);
  powerToDb(masked, config.floorDb);
  powerToDb(levels, config.floorDb);
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
    peakChroma: fine,
    tonality,
    peaks,
    valleys,
    crossings: zeroCrossings(signal),
    expectedCrossings: expected,
  };
}

/** Sums all bins of a power spectrum but the highest. Four independent sums are faster than one. */
function totalPower(power: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k + 3 < power.length; k += 4) {
    a += power[k] ?? 0;
    b += power[k + 1] ?? 0;
    c += power[k + 2] ?? 0;
    d += power[k + 3] ?? 0;
  }
  return a + b + c + d;
}

/** Factor that converts the natural logarithm of a power ratio to dB. `Math.log` is faster than `Math.log10`. */
const DB_PER_NEPER = 10 / Math.LN10;

/**
 * Converts power to dB relative to its maximum, in place: 10 log10((power + floor) / maximum).
 * Unlike librosa.power_to_db, which clips to the floor, this adds the floor, so that the result has no kink.
 */
function powerToDb(power: Float32Array, floorDb: number): void {
  let max = 1e-20;
  for (const p of power) if (p > max) max = p;
  const floor = max * 10 ** (-floorDb / 10);
  for (let i = 0; i < power.length; i++) power[i] = DB_PER_NEPER * Math.log(((power[i] ?? 0) + floor) / max);
}
