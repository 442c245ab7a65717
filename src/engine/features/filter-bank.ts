import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Weighted sums over a spectrum; a filter is kept from its first to its last weight that matters. */
export interface FilterBank {
  readonly size: number;
  /** Writes one number per filter to `out`, from `offset` on. */
  apply(power: Float64Array, out: Float32Array, offset: number): void;
}

/** A bank of `size` filters whose weights `weight(filter, hertz, bin)` gives; below `least` they count as none. */
export function filterBank(
  size: number,
  weight: (filter: number, hertz: number, bin: number) => number,
  least = 0,
): FilterBank {
  const filters = Array.from({ length: size }, (_, filter) => {
    const row = Float64Array.from({ length: BINS }, (_, bin) => weight(filter, (bin * FEATURE_RATE) / FFT_SIZE, bin));
    const first = row.findIndex((w) => w > least);
    const last = row.findLastIndex((w) => w > least);
    return { first, weights: row.slice(first, last + 1) };
  });
  return {
    size,
    apply(power, out, offset) {
      let at = offset;
      for (const { first, weights } of filters) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (power[first + i] ?? 0);
        out[at++] = sum;
      }
    },
  };
}
