import { LRUCache } from 'lru-cache';

/** A windowed-sinc low-pass filter. All values are relative to the lower of the two sample rates. */
export interface FilterDesign {
  /** Length of the filter in samples. */
  readonly length: number;
  /** Cutoff (-6 dB) as a fraction of the Nyquist frequency of the lower sample rate. */
  readonly cutoff: number;
  /** Shape of the Kaiser window. */
  readonly kaiserBeta: number;
}

/** The filter between two sample rates, sampled at every phase of the output between two input samples. */
export interface PolyphaseBank {
  /** Reduced ratio of the rates: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** Number of phases: `up`, or {@link INTERPOLATED_PHASES} if outputs between two phases are interpolated. */
  readonly phases: number;
  /** Number of taps (filter coefficients) in a row, which is padded with zeros to a multiple of 8. */
  readonly width: number;
  /** Number of the input samples that a row is applied to which lie before the time of the output. */
  readonly center: number;
  /** One row per phase; one more if rows are interpolated. The taps of a row sum to 1. */
  readonly rows: Float32Array;
}

/** Maximum number of exact phases. All pairs of the usual sample rates need at most 441. */
const MAX_EXACT_PHASES = 1024;
/** Number of phases of a bank whose rows are interpolated linearly, which adds an error below -100 dB. */
const INTERPOLATED_PHASES = 512;
/** Maximum number of taps in all cached banks together. They take 16 MB. */
const MAX_CACHED_TAPS = 4 * 2 ** 20;

const banks = new LRUCache<string, PolyphaseBank>({
  maxSize: MAX_CACHED_TAPS,
  sizeCalculation: (bank) => bank.rows.length,
});

/**
 * Returns the filter bank between two sample rates, from the cache if the same bank was computed before.
 * The design is that of swresample (`build_filter`): a sinc function with a Kaiser window. Between equal rates, the
 * filter changes nothing.
 */
export function polyphaseBank(from: number, to: number, design: FilterDesign): PolyphaseBank {
  const key = JSON.stringify([from, to, design.length, design.cutoff, design.kaiserBeta]);
  const cached = banks.get(key);
  if (cached) return cached;
  const bank = createBank(from, to, design);
  banks.set(key, bank);
  return bank;
}

function createBank(from: number, to: number, { length, cutoff, kaiserBeta }: FilterDesign): PolyphaseBank {
  const divisor = greatestCommonDivisor(from, to);
  const up = to / divisor;
  const isExact = up <= MAX_EXACT_PHASES;
  const phases = isExact ? up : INTERPOLATED_PHASES;
  const scale = Math.min(1, (cutoff * to) / from);
  const taps = from === to ? 1 : Math.ceil(length / scale);
  const width = Math.ceil(taps / 8) * 8;
  const center = Math.floor((taps - 1) / 2);
  const rows = new Float32Array(width * (isExact ? phases : phases + 1));
  const row = new Float64Array(taps);
  for (let phase = 0; phase * width < rows.length; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - center - phase / phases;
      const value = sinc(distance * scale) * kaiser(distance / (taps / 2), kaiserBeta);
      row[tap] = value;
      sum += value;
    }
    rows.set(
      row.map((value) => value / sum),
      phase * width,
    );
  }
  return { up, down: from / divisor, phases, width, center, rows };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Returns the Kaiser window, not normalized, at a position from -1 to 1. */
function kaiser(position: number, beta: number): number {
  return besselI0(beta * Math.sqrt(Math.max(0, 1 - position * position)));
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let sum = 1;
  for (let term = 1, k = 1; term > sum * Number.EPSILON; k += 1) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
