import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Weighted sums over a spectrum; only weights that matter are kept. */
export interface FilterBank {
  readonly size: number;
  /** Writes one number per filter to `out`, from `offset` on. */
  apply(power: Float64Array, out: Float32Array, offset: number): void;
}

/** A bank of `size` filters whose weights `weight(filter, hertz, bin)` gives; up to `least` they count as none. */
export function filterBank(
  size: number,
  weight: (filter: number, hertz: number, bin: number) => number,
  least = 0,
): FilterBank {
  const filters = Array.from({ length: size }, (_, filter) => {
    const row = Array.from({ length: BINS }, (_, bin) => weight(filter, (bin * FEATURE_RATE) / FFT_SIZE, bin));
    const bins = row.flatMap((w, bin) => (w > least ? [bin] : []));
    return { bins: Uint16Array.from(bins), weights: Float64Array.from(bins, (bin) => row[bin] ?? 0) };
  });
  return {
    size,
    apply(power, out, offset) {
      for (let f = 0; f < filters.length; f++) out[offset + f] = weightedSum(power, filters[f]);
    },
  };
}

function weightedSum(power: Float64Array, filter: { bins: Uint16Array; weights: Float64Array } | undefined): number {
  if (!filter) return 0;
  const { bins, weights } = filter;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (power[bins[i] ?? 0] ?? 0);
  return sum;
}
