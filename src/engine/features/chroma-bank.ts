import { type FilterBank, filterBank } from './filter-bank.ts';

export const PITCH_CLASSES = 12;
/** Centre and deviation, in octaves above 27.5 Hz, of the weight that favours the notes people sing and play. */
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

const banks = new Map<number, FilterBank>();

/**
 * Chroma filters, C first (librosa.filters.chroma): every bin adds to the pitch classes near it.
 * `cents` is how far the sound is tuned from A = 440 Hz; banks are built once per 10 cents.
 */
export function chromaBank(cents: number): FilterBank {
  const step = Math.round(cents / 10);
  const bank = banks.get(step) ?? createChromaBank(step / 10);
  banks.set(step, bank);
  return bank;
}

function createChromaBank(semitones: number): FilterBank {
  const octave = (hertz: number) => Math.log2(hertz / 27.5) - semitones / 12;
  const width = (bin: number) => Math.max(1, 12 * Math.log2((bin + 1) / bin));
  const shape = (pitchClass: number, hertz: number, bin: number) => {
    const distance = ((12 * octave(hertz) - 3 - pitchClass + 6 + 1200) % 12) - 6;
    return Math.exp(-0.5 * ((2 * distance) / width(bin)) ** 2);
  };
  return filterBank(
    PITCH_CLASSES,
    (pitchClass, hertz, bin) => {
      if (bin === 0) return 0;
      let norm = 0;
      for (let other = 0; other < PITCH_CLASSES; other++) norm += shape(other, hertz, bin) ** 2;
      const octaves = Math.exp(-0.5 * ((octave(hertz) - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2);
      return (shape(pitchClass, hertz, bin) / Math.sqrt(norm)) * octaves;
    },
    1e-4,
  );
}
