import { seededRandom } from '../src/engine/seeded-random.ts';

/** A seeded source of random numbers. The same seed gives the same numbers, and so the same corpus. */
export interface Random {
  /** Returns a number uniformly distributed in [low, high). */
  uniform(low: number, high: number): number;
  /** Returns an integer in [low, high], including both bounds. */
  whole(low: number, high: number): number;
  /** Returns a number uniformly distributed on a logarithmic scale. Both bounds must be positive. */
  logarithmic(low: number, high: number): number;
  /** Returns a number from the standard normal distribution. */
  normal(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Returns `count` different items in random order, or all items if there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** Hashes the text of a seed to 32 bits (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** Creates a source of random numbers from a text as the seed. */
export function createRandom(seed: string): Random {
  const next = seededRandom(hash(seed));
  const uniform = (low: number, high: number) => low + (high - low) * next();
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const sample = <T>(items: readonly T[], count: number) =>
    items
      .map((item) => ({ item, order: next() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, count)
      .map(({ item }) => item);
  return {
    uniform,
    whole,
    logarithmic: (low, high) => Math.exp(uniform(Math.log(low), Math.log(high))),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('cannot pick from an empty list');
      return item;
    },
    sample,
  };
}
