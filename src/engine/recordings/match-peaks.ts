import type { Peaks } from './peaks.ts';
import { BIN_COUNT, FIRST_BIN, FRAMES_PER_SECOND } from './peaks.ts';

/** The longest stretch of two sounds in which their peaks agree, at one speed and one time offset. */
export interface Agreement {
  /** Factor by which `b` is faster than `a`. */
  readonly ratio: number;
  /** Number of standard deviations by which the number of matching peaks exceeds the number expected by chance. */
  readonly z: number;
  /**
   * Number of peaks in the stretch that match, and their share of all peaks in the stretch. Only peaks in the range of
   * frequencies that both sounds have are counted.
   */
  readonly matched: number;
  readonly share: number;
  /** First frame of the stretch, and the frame after its last one, in each of the two sounds. */
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

/** The frames of a sound's peaks, sorted by bin. `frames[starts[k]]` is the first frame with a peak in bin k. */
interface Sorted {
  readonly starts: Uint32Array;
  readonly frames: Uint32Array;
}

function sortByBin({ frames, bins }: Peaks): Sorted {
  const starts = new Uint32Array(BIN_COUNT + 1);
  for (const bin of bins) starts[bin + 1] = (starts[bin + 1] ?? 0) + 1;
  for (let k = 0; k < BIN_COUNT; k++) starts[k + 1] = (starts[k + 1] ?? 0) + (starts[k] ?? 0);
  const next = starts.slice();
  const sorted = new Uint32Array(frames.length);
  for (let i = 0; i < frames.length; i++) {
    const bin = bins[i] ?? 0;
    sorted[next[bin] ?? 0] = frames[i] ?? 0;
    next[bin] = (next[bin] ?? 0) + 1;
  }
  return { starts, frames: sorted };
}

/** Returns the peaks as they would be if the sound were `ratio` times as fast. */
function atSpeed(peaks: Peaks, ratio: number): Peaks {
  if (ratio === 1) return peaks;
  const frames = new Uint32Array(peaks.frames.length);
  const bins = new Uint8Array(peaks.frames.length);
  let count = 0;
  for (let i = 0; i < peaks.frames.length; i++) {
    const bin = Math.round(((peaks.bins[i] ?? 0) + FIRST_BIN) * ratio) - FIRST_BIN;
    if (bin < 0 || bin >= BIN_COUNT) continue;
    frames[count] = Math.round((peaks.frames[i] ?? 0) / ratio);
    bins[count++] = bin;
  }
  return {
    ...peaks,
    first: Math.round(peaks.first / ratio),
    last: Math.round(peaks.last / ratio),
    frames: frames.subarray(0, count),
    bins: bins.subarray(0, count),
  };
}

interface Offset {
  readonly offset: number;
  readonly z: number;
}

/** Number of time offsets whose stretches are compared, and minimum distance of two offsets in frames. */
const OFFSETS = 4;
const OFFSETS_APART = 4;

/**
 * Finds the time offsets (frame of `b` minus frame of `a`) at which the number of matches exceeds chance the most, best
 * first. Offsets whose z is at most `minimum` are left out.
 */
function bestOffsets(a: Peaks, b: Sorted, bExtent: Peaks, count: number, minimum = 0): Offset[] {
  const lengthA = a.last - a.first + 1;
  const lengthB = bExtent.last - bExtent.first + 1;
  const base = a.last - bExtent.first + 2;
  const counts = new Uint32Array(lengthA + lengthB + 4);
  let total = 0;
  for (let i = 0; i < a.frames.length; i++) {
    const bin = a.bins[i] ?? 0;
    const shift = base - (a.frames[i] ?? 0);
    const from = b.starts[Math.max(0, bin - 1)] ?? 0;
    const to = b.starts[Math.min(BIN_COUNT, bin + 2)] ?? 0;
    total += to - from;
    for (let j = from; j < to; j++) {
      const at = (b.frames[j] ?? 0) + shift;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  const best: Offset[] = [];
  const perCell = (3 * total) / (lengthA * lengthB);
  for (let i = 1; i + 1 < counts.length; i++) {
    const matches = (counts[i - 1] ?? 0) + (counts[i] ?? 0) + (counts[i + 1] ?? 0);
    if (matches < 4) continue;
    const offset = i - base;
    const overlap = Math.min(a.last + offset, bExtent.last) - Math.max(a.first + offset, bExtent.first) + 1;
    const expected = perCell * Math.max(1, overlap);
    const excess = matches - expected;
    const least = best[count - 1]?.z ?? minimum;
    // A comparison of squares rejects most offsets without a square root.
    if (excess <= 0 || excess * excess <= least * least * (expected + 1)) continue;
    insert(best, { offset, z: excess / Math.sqrt(expected + 1) }, count);
  }
  return best;
}

/** Inserts an offset into a list, in the place of near offsets with fewer matches. */
function insert(best: Offset[], added: Offset, count: number): void {
  const isNear = ({ offset }: Offset) => Math.abs(offset - added.offset) < OFFSETS_APART;
  if (best.some((other) => isNear(other) && other.z >= added.z)) return;
  const kept = best.filter((other) => !isNear(other));
  best.splice(0, best.length, ...[...kept, added].sort((x, y) => y.z - x.z).slice(0, count));
}

const BLOCK = 22;
const MIN_LOCAL_SHARE = 0.25;

/** The range of frequencies of a sound lies between these two quantiles of the bins of its spectral peaks. */
const QUANTILES = [0.01, 0.99] as const;

/** Returns the first and the last bin of the range that both sounds have. Telephone recordings have a small range. */
function commonRange(a: Sorted, b: Sorted): readonly [number, number] {
  const quantile = ({ starts, frames }: Sorted, q: number) => {
    const rank = q * frames.length;
    return Math.max(0, starts.findIndex((start) => start > rank) - 1);
  };
  const [low, high] = QUANTILES;
  return [Math.max(quantile(a, low), quantile(b, low)), Math.min(quantile(a, high), quantile(b, high))];
}

function longestStretch(a: Peaks, b: Peaks, sorted: Sorted, offset: number) {
  const [lowest, highest] = commonRange(sortByBin(a), sorted);
  const from = Math.max(a.first + offset, b.first);
  const to = Math.min(a.last + offset, b.last) + 1;
  const blocks = Math.max(1, Math.ceil((to - from) / BLOCK));
  const [inA, inB, hits] = [new Float64Array(blocks), new Float64Array(blocks), new Float64Array(blocks)];
  const count = (array: Float64Array, frame: number) => {
    if (frame < from || frame >= to) return false;
    const block = Math.floor((frame - from) / BLOCK);
    array[block] = (array[block] ?? 0) + 1;
    return true;
  };
  for (let i = 0; i < b.frames.length; i++) {
    const bin = b.bins[i] ?? 0;
    if (bin >= lowest && bin <= highest) count(inB, b.frames[i] ?? 0);
  }
  for (let i = 0; i < a.frames.length; i++) {
    const frame = (a.frames[i] ?? 0) + offset;
    const bin = a.bins[i] ?? 0;
    if (bin < lowest || bin > highest || !count(inA, frame)) continue;
    const end = sorted.starts[Math.min(BIN_COUNT, bin + 2)] ?? 0;
    for (let j = sorted.starts[Math.max(0, bin - 1)] ?? 0; j < end; j++) {
      if (Math.abs((sorted.frames[j] ?? 0) - frame) <= 1) {
        count(hits, frame);
        break;
      }
    }
  }
  let best = { score: 0, from: 0, to: 0 };
  let [score, start] = [0, 0];
  for (let k = 0; k < blocks; k++) {
    if (score <= 0) [score, start] = [0, k];
    score += (hits[k] ?? 0) - (MIN_LOCAL_SHARE / 2) * ((inA[k] ?? 0) + (inB[k] ?? 0)) - 0.01;
    if (score > best.score) best = { score, from: start, to: k + 1 };
  }
  // Blocks without peaks, such as silence and steady tones, next to the stretch are added to the stretch.
  while (best.from > 0 && (inA[best.from - 1] ?? 0) + (inB[best.from - 1] ?? 0) === 0) best.from--;
  while (best.to < blocks && (inA[best.to] ?? 0) + (inB[best.to] ?? 0) === 0) best.to++;
  const sum = (array: Float64Array) => array.subarray(best.from, best.to).reduce((x, y) => x + y, 0);
  const matched = sum(hits);
  const peaks = sum(inA) + sum(inB);
  return {
    matched,
    share: peaks > 0 ? (2 * matched) / peaks : 0,
    from: from + best.from * BLOCK,
    to: Math.min(to, from + best.to * BLOCK),
  };
}

/** Ratios between the speeds of two sounds that are tried, 0.5 % apart; 1 is tried separately. */
const RATIOS = Array.from({ length: 25 }, (_, i) => 0.94 + 0.005 * i).filter((ratio) => Math.abs(ratio - 1) > 1e-9);
/** Maximum number of peaks of sound `a` that are used to find the ratio of speeds. */
const MAX_PEAKS = 600;
/** Number of standard deviations by which the matches at another speed must exceed chance to be considered. */
const MIN_SPEED_Z = 5;

export interface Agreements {
  readonly same: Agreement;
  /** Agreement at the best speed other than the same one; null if no speed has more matches than chance explains. */
  readonly other: Agreement | null;
}

/** Returns the best agreement of two sounds at the same speed and at another speed. */
export function findAgreements(a: Peaks, b: Peaks): Agreements {
  const sorted = sortByBin(b);
  const same = agreementAt(a, b, sorted, 1);
  const some = thinnedOut(a);
  let [ratio, z] = [1, MIN_SPEED_Z];
  for (const candidate of RATIOS) {
    const [best] = bestOffsets(atSpeed(some, candidate), sorted, b, 1, z);
    if (best) [ratio, z] = [candidate, best.z];
  }
  return { same, other: ratio === 1 ? null : agreementAt(a, b, sorted, ratio) };
}

/** Returns every nth peak of a sound, so that at most {@link MAX_PEAKS} peaks remain. */
function thinnedOut(peaks: Peaks): Peaks {
  const step = Math.ceil(peaks.frames.length / MAX_PEAKS);
  const isKept = (_: number, i: number) => i % step === 0;
  return step <= 1 ? peaks : { ...peaks, frames: peaks.frames.filter(isKept), bins: peaks.bins.filter(isKept) };
}

function agreementAt(a: Peaks, b: Peaks, sorted: Sorted, ratio: number): Agreement {
  const scaled = atSpeed(a, ratio);
  const agreements = bestOffsets(scaled, sorted, b, OFFSETS).map(({ offset, z }): Agreement => {
    const { matched, share, from, to } = longestStretch(scaled, b, sorted, offset);
    const partOfA = [Math.round((from - offset) * ratio), Math.round((to - offset) * ratio)] as const;
    return { ratio, z, matched, share, a: partOfA, b: [from, to] };
  });
  // Short stretches agree by chance. A longer one at another offset is better, even if it has fewer peaks.
  const isLong = ({ b: [from, to] }: Agreement) => to - from >= FRAMES_PER_SECOND;
  const long = agreements.filter(isLong);
  const strength = ({ matched, share }: Agreement) => matched * share;
  const [best] = (long.length > 0 ? long : agreements).sort((x, y) => strength(y) - strength(x));
  return best ?? { ratio, z: 0, matched: 0, share: 0, a: [0, 0], b: [0, 0] };
}
