import { type FilterBank, filterBank } from '../../src/engine/features/filter-bank.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { BINS, eachPowerSpectrum, FFT_SIZE, frameCount } from '../../src/engine/spectrum.ts';

export const PITCH_CLASSES = 12;
/** Centre (in octaves above 27.5 Hz) and deviation (in octaves) of the Gaussian that weights frequencies. */
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

/** Highest FFT bin that is wider than a semitone. Each bin up to this one has a filter weight of its own. */
const LAST_WIDE_BIN = 16;
/** Number of steps per octave, C first. All bins that fall on a step, in any octave, share one filter weight. */
const STEPS = 240;
/** Minimum filter weight, as a fraction of the filter's largest weight. Smaller weights are dropped. */
const MIN_WEIGHT = 1e-3;

/** Index of each FFT bin in the octave-folded spectrum: bins wider than a semitone first, then the octave's steps. */
const FOLDED_INDEX = Uint16Array.from({ length: BINS }, (_, bin) =>
  bin <= LAST_WIDE_BIN ? bin : LAST_WIDE_BIN + 1 + Math.floor((semitonesAboveC(bin) * STEPS) / PITCH_CLASSES),
);
/** Gaussian weight of each FFT bin by the octave of its frequency. */
const OCTAVE_WEIGHTS = Float64Array.from({ length: BINS }, (_, bin) =>
  bin === 0 ? 0 : Math.exp(-0.5 * ((octaveOf(bin) - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2),
);

const BANK = createChromaBank();

/** Computes the chromagram of librosa.feature.chroma_stft, `frames x 12`, C first, each frame divided by its maximum. */
export function librosaChroma(signal: Float32Array): Float32Array {
  const out = new Float32Array(frameCount(signal.length) * PITCH_CLASSES);
  eachPowerSpectrum(signal, (power, frame) => {
    const row = out.subarray(frame * PITCH_CLASSES, (frame + 1) * PITCH_CLASSES);
    BANK.apply(power, row, 0);
    const max = row.reduce((a, b) => Math.max(a, b), 0);
    for (let c = 0; c < PITCH_CLASSES; c++) row[c] = max > 1e-12 ? (row[c] ?? 0) / max : 0;
  });
  return out;
}

/**
 * Creates the filters of the 12 pitch classes, C first, tuned to A = 440 Hz (librosa.filters.chroma).
 * The spectrum is folded into one octave before it is filtered, which needs far fewer products than one weight per bin.
 */
function createChromaBank(): FilterBank {
  const bank = filterBank(foldedFilters(), MIN_WEIGHT);
  const folded = new Float64Array(LAST_WIDE_BIN + 1 + STEPS);
  return {
    size: bank.size,
    apply(power, out, offset) {
      folded.fill(0);
      for (let bin = 1; bin < BINS; bin++) {
        const index = FOLDED_INDEX[bin] ?? 0;
        folded[index] = (folded[index] ?? 0) + (OCTAVE_WEIGHTS[bin] ?? 0) * (power[bin] ?? 0);
      }
      bank.apply(folded, out, offset);
    },
  };
}

/** Computes the filters of the octave-folded spectrum: means of the weights of the bins folded together. */
function foldedFilters(): Float64Array[] {
  const rows = Array.from({ length: PITCH_CLASSES }, () => new Float64Array(LAST_WIDE_BIN + 1 + STEPS));
  const bins = new Float64Array(LAST_WIDE_BIN + 1 + STEPS);
  for (let bin = 1; bin < BINS; bin++) {
    const index = FOLDED_INDEX[bin] ?? 0;
    const weights = pitchClassWeights(bin);
    bins[index] = (bins[index] ?? 0) + 1;
    rows.forEach((row, pitchClass) => {
      row[index] = (row[index] ?? 0) + (weights[pitchClass] ?? 0);
    });
  }
  return rows.map((row) => row.map((sum, index) => sum / Math.max(1, bins[index] ?? 0)));
}

/** Computes the weights of an FFT bin in the 12 pitch classes: a Gaussian whose squares sum to 1. */
function pitchClassWeights(bin: number): number[] {
  const width = Math.max(1, 12 * Math.log2((bin + 1) / bin));
  const shape = Array.from({ length: PITCH_CLASSES }, (_, pitchClass) => {
    const distance = ((semitonesAboveC(bin) - pitchClass + 18) % PITCH_CLASSES) - 6;
    return Math.exp(-0.5 * ((2 * distance) / width) ** 2);
  });
  const norm = Math.hypot(...shape);
  return shape.map((x) => x / norm);
}

/** Returns the pitch of a bin in semitones above the nearest C below it, 0 to 12. */
function semitonesAboveC(bin: number): number {
  const semitones = PITCH_CLASSES * octaveOf(bin) - 3;
  return semitones - PITCH_CLASSES * Math.floor(semitones / PITCH_CLASSES);
}

/** Returns the frequency of a bin in octaves above 27.5 Hz, which is an A. */
function octaveOf(bin: number): number {
  return Math.log2((bin * FEATURE_RATE) / FFT_SIZE / 27.5);
}
