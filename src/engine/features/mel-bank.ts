import { hertzToMel, melToHertz } from '../mel-scale.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import type { FilterBank } from './filter-bank.ts';

export const MEL_BANDS = 64;
/** Upper end of the analyzed frequency band, in hertz. Codecs at low bit rates remove everything above 10 kHz. */
export const ANALYZED_HERTZ = 9500;

/** Returns the centre frequency of each band of {@link createMelBank} in hertz. */
export function melCentres(maxHertz: number): Float64Array {
  const top = hertzToMel(maxHertz);
  return Float64Array.from({ length: MEL_BANDS }, (_, band) => melToHertz((top * (band + 1)) / (MEL_BANDS + 1)));
}

/**
 * Creates 64 triangular filters of equal area, spaced evenly in mel (librosa.filters.mel).
 * They span 0 Hz to `maxHertz`. Between two adjacent edges, one filter rises while the previous one falls, and their
 * unscaled weights sum to 1. One product per bin therefore serves both filters.
 */
export function createMelBank(maxHertz: number): FilterBank {
  const top = hertzToMel(maxHertz);
  const edges = Float64Array.from({ length: MEL_BANDS + 2 }, (_, i) => melToHertz((top * i) / (MEL_BANDS + 1)));
  const edge = (i: number) => edges[i] ?? 0;
  const hertz = (bin: number) => (bin * FEATURE_RATE) / FFT_SIZE;
  // For each interval between two adjacent filter edges, the index after its last bin.
  const ends = Uint16Array.from(edges.slice(1), (upper) =>
    Math.min(BINS, Math.ceil((upper * FFT_SIZE) / FEATURE_RATE)),
  );
  const rises = Float64Array.from({ length: BINS }, (_, bin) => {
    const interval = ends.findIndex((end) => bin < end);
    return interval < 0 ? 0 : (hertz(bin) - edge(interval)) / (edge(interval + 1) - edge(interval));
  });
  const scales = Float64Array.from({ length: MEL_BANDS }, (_, band) => 2 / (edge(band + 2) - edge(band)));
  return {
    size: MEL_BANDS,
    apply(power, out, offset) {
      let bin = 0;
      let rising = 0;
      for (let interval = 0; interval < ends.length; interval++) {
        const end = ends[interval] ?? 0;
        let total = 0;
        let part = 0;
        for (; bin < end; bin++) {
          const p = power[bin] ?? 0;
          total += p;
          part += (rises[bin] ?? 0) * p;
        }
        if (interval > 0) out[offset + interval - 1] = (scales[interval - 1] ?? 0) * (rising + total - part);
        rising = part;
      }
    },
  };
}
