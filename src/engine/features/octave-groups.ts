/**
 * Neighbouring bins of a spectrum taken together, more of them the higher they are: what changes only slowly with
 * frequency need not look at every bin.
 */
export interface OctaveGroups {
  /** Sums `power` over the bins of each group; the array is used again by the next call. */
  sums(power: Float64Array): Float64Array;
  /** Mean over the bins of each group of something that is known for each bin. */
  means(ofBin: (bin: number) => number): Float64Array;
}

/**
 * Groups of the bins 0..`bins` - 1: single bins at the bottom, then from `perOctave` (a power of 2) to twice as many an
 * octave, none of more than `widest` bins.
 */
export function createOctaveGroups(bins: number, perOctave: number, widest = bins): OctaveGroups {
  const edges = [0];
  for (let bin = 0; bin < bins; edges.push(bin)) {
    const width = 2 ** Math.max(0, Math.floor(Math.log2(bin / perOctave)));
    bin = Math.min(bins, bin + Math.min(widest, width));
  }
  const ends = Uint16Array.from(edges.slice(1));
  const out = new Float64Array(ends.length);
  const sums = (power: Float64Array) => {
    let bin = 0;
    for (let group = 0; group < ends.length; group++) {
      const end = ends[group] ?? 0;
      let sum = power[bin] ?? 0;
      for (bin++; bin < end; bin++) sum += power[bin] ?? 0;
      out[group] = sum;
    }
    return out;
  };
  return {
    sums,
    means(ofBin) {
      const values = Float64Array.from({ length: bins }, (_, bin) => ofBin(bin));
      return sums(values).map((sum, group) => sum / ((edges[group + 1] ?? 0) - (edges[group] ?? 0)));
    },
  };
}
