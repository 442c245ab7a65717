import { FEATURE_RATE } from '../pcm.ts';
import { bandPowers } from './band-powers.ts';
import { cohortLikeness } from './beat/cohort.ts';
import { onsetPattern } from './beat/onset-pattern.ts';
import type { StoredBeat } from './beat/search-beats.ts';
import { partLevels } from './part/part-levels.ts';
import { salienceMatrix } from './tune/salience-matrix.ts';

/** Version of the method that computes search data. Data of another version are not searched. */
export const SEARCH_DATA_VERSION = '2';

/** What is stored of a sound to find the sound by tune, by beat and by part. */
export interface SearchData {
  /** The {@link SEARCH_DATA_VERSION} with which the data were computed. */
  readonly version: string;
  /** Duration of the sound in seconds. */
  readonly seconds: number;
  /** At most 215 bytes per second of sound, and 30 bytes. {@link readSearchData} reads them. */
  readonly data: Uint8Array;
}

export interface SearchParts {
  /** The salience matrix, for the search by tune. */
  readonly tune: Uint8Array;
  readonly beat: StoredBeat;
  /** Levels of bands, for the search by part. */
  readonly part: Uint8Array;
}

/** Bytes before the parts: the likeness to the cohort, and the lengths of the first two parts as 32-bit integers. */
const HEADER = 9;

/** Computes the search data of a sound at {@link FEATURE_RATE}. */
export function searchDataOf(samples: Float32Array): SearchData {
  const tune = salienceMatrix(samples);
  const powers = bandPowers(samples);
  const pattern = onsetPattern(powers);
  const part = partLevels(powers);
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(Math.round(255 * Math.min(1, cohortLikeness(pattern))), 0);
  header.writeUInt32LE(tune.length, 1);
  header.writeUInt32LE(pattern.length, 5);
  const data = Uint8Array.from(Buffer.concat([header, tune, pattern, part]));
  return { version: SEARCH_DATA_VERSION, seconds: samples.length / FEATURE_RATE, data };
}

/** Reads search data. Bytes that are cut off or damaged give shorter or other parts, and no error. */
export function readSearchData(data: Uint8Array): SearchParts {
  if (data.length < HEADER)
    return { tune: new Uint8Array(), beat: { pattern: new Uint8Array(), cohort: 0 }, part: new Uint8Array() };
  const tuneEnd = HEADER + lengthAt(data, 1);
  const patternEnd = tuneEnd + lengthAt(data, 5);
  return {
    tune: data.subarray(HEADER, tuneEnd),
    beat: { pattern: data.subarray(tuneEnd, patternEnd), cohort: (data[0] ?? 0) / 255 },
    part: data.subarray(patternEnd),
  };
}

/** Reads a little-endian integer of 32 bits. This takes less time than a DataView, of which each sound needs its own. */
function lengthAt(data: Uint8Array, at: number): number {
  const bytes =
    (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16) | ((data[at + 3] ?? 0) << 24);
  return bytes >>> 0;
}
