import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { peaksOf } from './fingerprint.ts';
import type { Peaks } from './peaks.ts';
import { FINGERPRINT_VERSION, type Fingerprint } from './recording.ts';

/** An index in memory that finds the sounds of a library that may have a recording in common with another sound. */
export interface RecordingIndex {
  /** Adds a sound. A sound with the same id is replaced. Fingerprints of another version are ignored. */
  add(id: string, fingerprint: Fingerprint): void;
  remove(id: string): void;
  /** Size of the index in bytes, without the ids. The room of removed sounds is used again. */
  readonly bytes: number;
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
/** Number of entries that are read before the event loop is served, which takes less than a millisecond. */
const SLICE = 1000;
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

/** Numbers of an entry in the array of all entries: the next entry of the hash, the number of a sound, and a frame. */
const [NEXT, SOUND, FRAME, ENTRY] = [0, 1, 2, 3] as const;
/** Number of buckets from which the entries of removed sounds are removed at each change of the index. */
const SWEPT = 2 ** 13;

/** Creates an empty index: an inverted file of the hashes of peak pairs. */
export function createRecordingIndex(): RecordingIndex {
  /** Position of the first entry of each hash, and of the first unused entry; -1 if there is none. */
  const heads = new Int32Array(BUCKETS).fill(-1);
  let unused = -1;
  let entries = new Int32Array(ENTRY * 2 ** 12);
  let end = 0;
  /** Id of the sound with each internal number; undefined if the sound was removed. */
  const ids: (string | undefined)[] = [];
  /** How many entries of each internal number the index has, and the numbers without entries that are used again. */
  const counts: number[] = [];
  const unusedNumbers: number[] = [];
  const numbers = new Map<string, number>();
  /** Number of removed sounds that still have entries, and the bucket from which their entries are removed next. */
  let removed = 0;
  let swept = 0;

  const allocate = () => {
    if (unused >= 0) {
      const at = unused;
      unused = entries[at + NEXT] ?? -1;
      return at;
    }
    if (end === entries.length) {
      const larger = new Int32Array(2 * entries.length);
      larger.set(entries);
      entries = larger;
    }
    end += ENTRY;
    return end - ENTRY;
  };

  const removeEntriesOf = (hash: number) => {
    let before = -1;
    let next = -1;
    for (let at = heads[hash] ?? -1; at >= 0; at = next) {
      next = entries[at + NEXT] ?? -1;
      const sound = entries[at + SOUND] ?? 0;
      if (ids[sound] !== undefined) {
        before = at;
        continue;
      }
      if (before < 0) heads[hash] = next;
      else entries[before + NEXT] = next;
      entries[at + NEXT] = unused;
      unused = at;
      const left = (counts[sound] ?? 0) - 1;
      counts[sound] = left;
      if (left > 0) continue;
      unusedNumbers.push(sound);
      removed--;
    }
  };

  /** Removes the entries of removed sounds from some buckets. All buckets take turns, so that no call takes long. */
  const sweep = () => {
    if (removed === 0) return;
    for (let i = 0; i < SWEPT; i++) removeEntriesOf((swept + i) % BUCKETS);
    swept = (swept + SWEPT) % BUCKETS;
  };

  /** Calls `visit` for the newest entries of a hash, and returns the number of entries that were read. */
  const readEntries = (hash: number, visit: (sound: number, start: number) => void) => {
    let [read, visited] = [0, 0];
    for (let at = heads[hash] ?? -1; at >= 0 && visited < MAX_ENTRIES; at = entries[at + NEXT] ?? -1) {
      read++;
      const sound = entries[at + SOUND] ?? 0;
      if (ids[sound] === undefined) continue;
      visit(sound, entries[at + FRAME] ?? 0);
      visited++;
    }
    return read;
  };

  return {
    get bytes() {
      return heads.byteLength + entries.byteLength;
    },
    add(id, fingerprint) {
      this.remove(id);
      if (fingerprint.version !== FINGERPRINT_VERSION) return;
      const number = unusedNumbers.pop() ?? ids.length;
      ids[number] = id;
      numbers.set(id, number);
      let count = 0;
      eachPair(peaksOf(fingerprint), (hash, frame) => {
        const at = allocate();
        entries[at + NEXT] = heads[hash] ?? -1;
        entries[at + SOUND] = number;
        entries[at + FRAME] = frame;
        heads[hash] = at;
        count++;
      });
      counts[number] = count;
    },
    remove(id) {
      const number = numbers.get(id);
      if (number !== undefined) {
        numbers.delete(id);
        ids[number] = undefined;
        if (counts[number] === 0) unusedNumbers.push(number);
        else removed++;
      }
      sweep();
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
