import { hertzToMel, melToHertz } from '../mel-scale.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import type { FilterBank } from './filter-bank.ts';

export const MEL_BANDS = 64;

/** Where each band of {@link createMelBank} is centred, in hertz. */
export function melCentres(highest: number): Float64Array {
  const top = hertzToMel(highest);
  return Float64Array.from({ length: MEL_BANDS }, (_, band) => melToHertz((top * (band + 1)) / (MEL_BANDS + 1)));
}

/**
 * Triangular filters of equal area, evenly spaced in mel from 0 Hz to `highest` hertz (librosa.filters.mel).
 * Between two edges one filter rises as the one before it falls, so what the one does not take is the other's: a
 * bin is multiplied once for both.
 */
export function createMelBank(highest: number): FilterBank {
  const top = hertzToMel(highest);
  const edges = Float64Array.from({ length: MEL_BANDS + 2 }, (_, i) => melToHertz((top * i) / (MEL_BANDS + 1)));
  const edge = (i: number) => edges[i] ?? 0;
  const hertz = (bin: number) => (bin * FEATURE_RATE) / FFT_SIZE;
  /** The bin that each stretch between two edges ends before. */
  const ends = Uint16Array.from(edges.slice(1), (upper) =>
    Math.min(BINS, Math.ceil((upper * FFT_SIZE) / FEATURE_RATE)),
  );
  const rises = Float64Array.from({ length: BINS }, (_, bin) => {
    const stretch = ends.findIndex((end) => bin < end);
    return stretch < 0 ? 0 : (hertz(bin) - edge(stretch)) / (edge(stretch + 1) - edge(stretch));
  });
  const scales = Float64Array.from({ length: MEL_BANDS }, (_, band) => 2 / (edge(band + 2) - edge(band)));
  return {
    size: MEL_BANDS,
    apply(power, out, offset) {
      let bin = 0;
      let rising = 0;
      for (let stretch = 0; stretch < ends.length; stretch++) {
        const end = ends[stretch] ?? 0;
        let whole = 0;
        let part = 0;
        for (; bin < end; bin++) {
          const here = power[bin] ?? 0;
          whole += here;
          part += (rises[bin] ?? 0) * here;
        }
        if (stretch > 0) out[offset + stretch - 1] = (scales[stretch - 1] ?? 0) * (rising + whole - part);
        rising = part;
      }
    },
  };
}
