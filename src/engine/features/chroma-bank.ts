import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import { type FilterBank, filterBank } from './filter-bank.ts';

export const PITCH_CLASSES = 12;
/** Centre and deviation, in octaves above 27.5 Hz, of the weight that favours the notes people sing and play. */
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

/** Up to this bin a bin is wider than a semitone, and so is its filter. */
const LAST_WIDE_BIN = 16;
/** Steps of a twentieth of a semitone, C first: in a filter the bins of a step, in all octaves, weigh the same. */
const STEPS = 240;
/** Weights up to this share of a filter's largest are left out. */
const LEAST = 1e-3;

/** Where each bin's power goes, a wide bin's to itself and the others' to their step, and how much of it. */
const PLACES = Uint16Array.from({ length: BINS }, (_, bin) =>
  bin <= LAST_WIDE_BIN ? bin : LAST_WIDE_BIN + 1 + Math.floor((semitonesAboveC(bin) * STEPS) / PITCH_CLASSES),
);
const SHARES = Float64Array.from({ length: BINS }, (_, bin) =>
  bin === 0 ? 0 : Math.exp(-0.5 * ((octaveOf(bin) - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2),
);

/**
 * Chroma filters, C first, tuned to A = 440 Hz (librosa.filters.chroma): every bin adds to the pitch classes near it.
 * First the octaves are laid on one another, then what that leaves is filtered.
 */
export function createChromaBank(): FilterBank {
  const bank = filterBank(filters(), LEAST);
  const places = new Float64Array(LAST_WIDE_BIN + 1 + STEPS);
  return {
    size: bank.size,
    apply(power, out, offset) {
      places.fill(0);
      for (let bin = 1; bin < BINS; bin++) {
        const place = PLACES[bin] ?? 0;
        places[place] = (places[place] ?? 0) + (SHARES[bin] ?? 0) * (power[bin] ?? 0);
      }
      bank.apply(places, out, offset);
    },
  };
}

/** For each pitch class the weights of the places: means of their bins' weights. */
function filters(): Float64Array[] {
  const rows = Array.from({ length: PITCH_CLASSES }, () => new Float64Array(LAST_WIDE_BIN + 1 + STEPS));
  const bins = new Float64Array(LAST_WIDE_BIN + 1 + STEPS);
  for (let bin = 1; bin < BINS; bin++) {
    const place = PLACES[bin] ?? 0;
    const weights = weightsOf(bin);
    bins[place] = (bins[place] ?? 0) + 1;
    rows.forEach((row, pitchClass) => {
      row[place] = (row[place] ?? 0) + (weights[pitchClass] ?? 0);
    });
  }
  return rows.map((row) => row.map((sum, place) => sum / Math.max(1, bins[place] ?? 0)));
}

/** How a bin is shared among the pitch classes: squares sum to 1. */
function weightsOf(bin: number): number[] {
  const width = Math.max(1, 12 * Math.log2((bin + 1) / bin));
  const shape = Array.from({ length: PITCH_CLASSES }, (_, pitchClass) => {
    const distance = ((semitonesAboveC(bin) - pitchClass + 18) % PITCH_CLASSES) - 6;
    return Math.exp(-0.5 * ((2 * distance) / width) ** 2);
  });
  const norm = Math.hypot(...shape);
  return shape.map((x) => x / norm);
}

/** 0 to 12. */
function semitonesAboveC(bin: number): number {
  const semitones = PITCH_CLASSES * octaveOf(bin) - 3;
  return semitones - PITCH_CLASSES * Math.floor(semitones / PITCH_CLASSES);
}

/** Octaves above 27.5 Hz, an A. */
function octaveOf(bin: number): number {
  return Math.log2((bin * FEATURE_RATE) / FFT_SIZE / 27.5);
}
