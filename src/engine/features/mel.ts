import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import { type FilterBank, filterBank } from './filter-bank.ts';

export const MEL_BANDS = 64;

/** Hertz to mel on Slaney's scale, librosa's default: linear to 1 kHz, logarithmic above. */
function hertzToMel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4);
}

function melToHertz(mel: number): number {
  return mel < 15 ? (200 * mel) / 3 : 1000 * 6.4 ** ((mel - 15) / 27);
}

/** Triangular filters of equal area, evenly spaced in mel from 0 Hz to `highest` hertz (librosa.filters.mel). */
export function createMelBank(highest: number): FilterBank {
  const top = hertzToMel(highest);
  const edge = (i: number) => melToHertz((top * i) / (MEL_BANDS + 1));
  const rows = Array.from({ length: MEL_BANDS }, (_, band) => {
    const [low, centre, high] = [edge(band), edge(band + 1), edge(band + 2)];
    return Float64Array.from({ length: BINS }, (_, bin) => {
      const hertz = (bin * FEATURE_RATE) / FFT_SIZE;
      const triangle = Math.min((hertz - low) / (centre - low), (high - hertz) / (high - centre));
      return (Math.max(0, triangle) * 2) / (high - low);
    });
  });
  return filterBank(rows);
}
