import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import { type FilterBank, filterBank } from './filter-bank.ts';
import { createOctaveGroups } from './octave-groups.ts';

export const PITCH_CLASSES = 12;
/** Centre and deviation, in octaves above 27.5 Hz, of the weight that favours the notes people sing and play. */
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

/** Groups of bins an octave, at the least: a tenth of a semitone, finer than the filters are wide. */
const RESOLUTION = 128;
/** Weights up to this share of a filter's largest are left out. */
const LEAST = 1e-3;

/** Chroma filters, C first, tuned to A = 440 Hz (librosa.filters.chroma): every bin adds to the pitch classes near it. */
export function createChromaBank(): FilterBank {
  const groups = createOctaveGroups(BINS, RESOLUTION);
  const rows = Array.from({ length: PITCH_CLASSES }, (_, pitchClass) => groups.means((bin) => weight(pitchClass, bin)));
  const bank = filterBank(rows, LEAST);
  return { size: bank.size, apply: (power, out, offset) => bank.apply(groups.sums(power), out, offset) };
}

function weight(pitchClass: number, bin: number): number {
  if (bin === 0) return 0;
  const octave = Math.log2((bin * FEATURE_RATE) / FFT_SIZE / 27.5);
  const width = Math.max(1, 12 * Math.log2((bin + 1) / bin));
  const shape = (target: number) => {
    const distance = ((12 * octave - 3 - target + 6 + 1200) % 12) - 6;
    return Math.exp(-0.5 * ((2 * distance) / width) ** 2);
  };
  let norm = 0;
  for (let other = 0; other < PITCH_CLASSES; other++) norm += shape(other) ** 2;
  const octaves = Math.exp(-0.5 * ((octave - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2);
  return (shape(pitchClass) / Math.sqrt(norm)) * octaves;
}
