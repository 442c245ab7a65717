import { FEATURE_RATE } from '../../pcm.ts';
import type { FindQuery, Found } from '../find-query.ts';
import { readSearchData } from '../search-data.ts';
import { PATTERN_BANDS, PATTERN_HOP } from './onset-pattern.ts';

/** The onsets of a query and of a stored sound in one band, 0..1 per frame. */
export interface AlignedBand {
  readonly query: readonly number[];
  readonly sound: readonly number[];
}

/** The beat of a query and the part of a stored sound that has the beat, at the tempo of the sound. */
export interface AlignedBeat {
  readonly from: number;
  readonly to: number;
  /** The bands from low to high. */
  readonly bands: readonly AlignedBand[];
}

/** Stretches the onsets of a query as they were found in a sound, and reads those of the sound, which repeats as a loop. */
export function alignBeat(
  { pattern }: Extract<FindQuery, { by: 'beat' }>,
  data: Uint8Array,
  { from, queryFrom, queryTo, tempoRatio = 1 }: Omit<Found, 'index'>,
): AlignedBeat {
  const sound = readSearchData(data).beat.pattern;
  const soundFrames = Math.max(1, Math.floor(sound.length / PATTERN_BANDS));
  const frameSeconds = PATTERN_HOP / FEATURE_RATE;
  const [first, queryFirst] = [from, queryFrom].map((seconds) => Math.round(seconds / frameSeconds));
  const count = Math.max(1, Math.round((queryTo - queryFrom) / tempoRatio / frameSeconds));
  const frames = [...Array(count).keys()];
  const bands = Array.from({ length: PATTERN_BANDS }, (_, band): AlignedBand => {
    const at = (bytes: Uint8Array, frame: number) => (bytes[frame * PATTERN_BANDS + band] ?? 0) / 255;
    return {
      query: frames.map((t) => {
        // Each frame shows the strongest of the query's frames that it covers, so that none is lost at a faster tempo.
        const start = (queryFirst ?? 0) + Math.round(t * tempoRatio);
        const end = Math.max(start + 1, (queryFirst ?? 0) + Math.round((t + 1) * tempoRatio));
        return Math.max(...Array.from({ length: end - start }, (_, i) => at(pattern, start + i)));
      }),
      sound: frames.map((t) => at(sound, ((first ?? 0) + t) % soundFrames)),
    };
  });
  return { from, to: from + count * frameSeconds, bands };
}
