import type { Clock } from './clock.ts';

/** Discord's ids count milliseconds from the start of 2015. */
const EPOCH = 1_420_070_400_000n;

/** Creates a generator of ids like Discord's: time in the upper 42 bits, then a counter. Each id is larger than the last. */
export function snowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const fresh = (BigInt(clock.now()) - EPOCH) << 22n;
    last = fresh > last ? fresh : last + 1n;
    return last.toString();
  };
}
