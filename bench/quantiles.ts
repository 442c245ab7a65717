/** Formats the quantiles of times in milliseconds: `p50 12, p90 20, p99 31, max 40 ms (n 500)`. */
export function quantiles(times: readonly number[]): string {
  const at = (share: number) => format(quantile(times, share));
  return `p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)} ms (n ${times.length})`;
}

/** Returns the value below which this share of the values is. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** Returns the median. If the number of values is even, this is the lower of the two middle values. */
export function median(times: readonly number[]): number {
  return quantile(times, 0.5);
}

/** Runs `work` once to warm up, then `runs` times. Returns the median time in milliseconds. */
export async function timed(work: () => unknown, runs = 7): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
}

function format(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
