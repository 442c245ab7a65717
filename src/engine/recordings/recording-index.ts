import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { peaksOf } from './fingerprint.ts';
import type { Peaks } from './peaks.ts';
import { FINGERPRINT_VERSION, type Fingerprint } from './recording.ts';

/** An index in memory that finds the sounds of a library that may have a recording in common with another sound. */
export interface RecordingIndex {
  /** Adds a sound. A sound with the same id is replaced. Fingerprints of another version are ignored. */
  add(id: string, fingerprint: Fingerprint): void;
  remove(id: string): void;
  /**
   * Finds the ids of the `top` sounds that have most pairs of peaks in common with a sound, most pairs first.
   * Yields to the event loop between slices of the work. Sounds may be added and removed meanwhile.
   */
  candidates(fingerprint: Fingerprint, options: { readonly top: number }): Promise<string[]>;
}

/** Number of later peaks with which each peak forms a pair, and maximum distance of the two peaks in frames. */
const FAN_OUT = 4;
const MAX_FRAMES = 63;
/** Number of buckets that the hashes of peak pairs are distributed over. */
const BUCKETS = 2 ** 20;
/** Number of frames by which time offsets of two sounds may differ and still be counted as one offset. */
const CELL = 8;
/** Maximum number of hashes of a sound that are looked up, evenly chosen. It bounds the time for a long sound. */
const MAX_HASHES = 1000;
/** Maximum number of entries of one hash that count. Hashes with more entries say little about a sound. */
const MAX_ENTRIES = 100;
/** Number of entries that are read before the event loop is served, which takes about a millisecond. */
const SLICE = 4000;
/** For each requested candidate, the number of sounds whose time offsets are compared. */
const SOUNDS_PER_CANDIDATE = 4;

/**
 * Of a sound with more peaks than this, only a quarter of the hashes is indexed. The hash alone decides whether it is
 * indexed, so that copies of a sound keep the same hashes.
 */
const MAX_DENSE = 40;

/** Calls `visit` for each pair of spectral peaks (Wang 2003), with its hash and the frame of its first peak. */
function eachPair({ frames, bins }: Peaks, visit: (hash: number, frame: number) => void): void {
  const isDense = frames.length > MAX_DENSE;
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i] ?? 0;
    let pairs = 0;
    for (let j = i + 1; j < frames.length && pairs < FAN_OUT; j++) {
      const apart = (frames[j] ?? 0) - frame;
      if (apart > MAX_FRAMES) break;
      if (apart < 1) continue;
      const packed = ((bins[i] ?? 0) << 14) | ((bins[j] ?? 0) << 6) | apart;
      pairs++;
      const hash = Math.imul(packed, 0x9e3779b1) >>> 12;
      if (!isDense || hash % 4 === 0) visit(hash, frame);
    }
  }
}

/** The hash of a pair of peaks, and the frame of the first of the two. */
interface Pair {
  readonly hash: number;
  readonly frame: number;
}

/** Creates an empty index: an inverted file of the hashes of peak pairs. */
export function createRecordingIndex(): RecordingIndex {
  let heads = new Int32Array(BUCKETS).fill(-1);
  let next = new Int32Array(2 ** 12);
  let sounds = new Int32Array(2 ** 12);
  let starts = new Int32Array(2 ** 12);
  let size = 0;
  /** Id of the sound with each internal number; undefined if the sound was removed. */
  const ids: (string | undefined)[] = [];
  const numbers = new Map<string, number>();

  const grow = (array: Int32Array<ArrayBuffer>) => {
    const larger = new Int32Array(2 * array.length);
    larger.set(array);
    return larger;
  };

  /**
   * Calls `visit` for the newest entries of a hash, and returns the number of entries that were read.
   * Unlinks the entries of removed sounds, so that they are read only once and never take the places of other entries.
   */
  const readEntries = (hash: number, visit: (sound: number, start: number) => void) => {
    let [read, visited, before] = [0, 0, -1];
    for (let at = heads[hash] ?? -1; at >= 0 && visited < MAX_ENTRIES; at = next[at] ?? -1) {
      read++;
      const sound = sounds[at] ?? 0;
      if (ids[sound] !== undefined) {
        visit(sound, starts[at] ?? 0);
        visited++;
        before = at;
      } else if (before < 0) heads[hash] = next[at] ?? -1;
      else next[before] = next[at] ?? -1;
    }
    return read;
  };

  return {
    add(id, fingerprint) {
      this.remove(id);
      if (fingerprint.version !== FINGERPRINT_VERSION) return;
      const number = ids.push(id) - 1;
      numbers.set(id, number);
      eachPair(peaksOf(fingerprint), (hash, frame) => {
        if (size === next.length) [next, sounds, starts] = [grow(next), grow(sounds), grow(starts)];
        next[size] = heads[hash] ?? -1;
        sounds[size] = number;
        starts[size] = frame;
        heads[hash] = size++;
      });
    },
    remove(id) {
      const number = numbers.get(id);
      if (number === undefined) return;
      numbers.delete(id);
      ids[number] = undefined;
      if (numbers.size === 0) {
        heads = new Int32Array(BUCKETS).fill(-1);
        size = 0;
        ids.length = 0;
      }
    },
    async candidates(fingerprint, { top }) {
      if (fingerprint.version !== FINGERPRINT_VERSION) return [];
      const pairs = thinnedOut(pairsOf(peaksOf(fingerprint)));
      const eachEntry = async (visit: (sound: number, offset: number) => void) => {
        let sliced = 0;
        for (const { hash, frame } of pairs) {
          sliced += readEntries(hash, (sound, start) => visit(sound, start - frame));
          if (sliced < SLICE) continue;
          sliced = 0;
          await yieldToEventLoop();
        }
      };
      const hits = new Uint32Array(ids.length);
      await eachEntry((sound) => {
        hits[sound] = (hits[sound] ?? 0) + 1;
      });
      const histograms = new Map(
        mostHits(hits, SOUNDS_PER_CANDIDATE * top).map((sound) => [sound, new Map<number, number>()]),
      );
      await eachEntry((sound, offset) => {
        const histogram = histograms.get(sound);
        const cell = Math.floor(offset / CELL);
        histogram?.set(cell, (histogram.get(cell) ?? 0) + 1);
      });
      return [...histograms]
        .map(([sound, histogram]) => ({ id: ids[sound], votes: Math.max(...histogram.values()) }))
        .sort((x, y) => y.votes - x.votes)
        .flatMap(({ id }) => id ?? [])
        .slice(0, top);
    },
  };
}

function pairsOf(peaks: Peaks): Pair[] {
  const pairs: Pair[] = [];
  eachPair(peaks, (hash, frame) => pairs.push({ hash, frame }));
  return pairs;
}

/** Returns every nth item of a list, so that at most {@link MAX_HASHES} items remain. */
function thinnedOut(pairs: readonly Pair[]): readonly Pair[] {
  const step = Math.ceil(pairs.length / MAX_HASHES);
  return step <= 1 ? pairs : pairs.filter((_, i) => i % step === 0);
}

/** Returns the numbers of the `count` sounds with most hits, but no sounds without hits. */
function mostHits(hits: Uint32Array, count: number): number[] {
  // Counting the sounds with each number of hits finds the limit without sorting all sounds.
  const sounds = new Uint32Array(hits.reduce((most, hit) => Math.max(most, hit), 0) + 1);
  for (const hit of hits) sounds[hit] = (sounds[hit] ?? 0) + 1;
  let limit = sounds.length - 1;
  for (
    let total = sounds[limit] ?? 0;
    limit > 1 && total + (sounds[limit - 1] ?? 0) <= count;
    total += sounds[limit] ?? 0
  )
    limit--;
  const most: number[] = [];
  for (let number = 0; number < hits.length; number++) if ((hits[number] ?? 0) >= Math.max(1, limit)) most.push(number);
  return most.slice(0, count);
}
