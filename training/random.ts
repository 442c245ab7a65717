import { seededRandom } from '../src/engine/seeded-random.ts';

/** A seeded source of random numbers: the same seed gives the same corpus. */
export interface Random {
  /** Returns a number uniformly distributed in [low, high). */
  uniform(low: number, high: number): number;
  /** Returns an integer in [low, high], both included. */
  whole(low: number, high: number): number;
  /** Returns a number uniform on a logarithmic scale; both bounds are positive. */
  logarithmic(low: number, high: number): number;
  /** Returns a standard normal deviate. */
  normal(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Returns `count` different items in random order, or all of them if there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** Hashes a readable seed to 32 bits (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** Creates a source of random numbers from a readable seed. */
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
