import type { Clock } from './clock.ts';

/** Discord's ids count milliseconds from the first second of 2015. */
const EPOCH = 1_420_070_400_000n;

/** A source of ids as Discord makes them: time in the upper 42 bits, a counter below. Ids only grow. */
export function snowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const fresh = (BigInt(clock.now()) - EPOCH) << 22n;
    last = fresh > last ? fresh : last + 1n;
    return last.toString();
  };
}
