import { unit } from './block.ts';

/**
 * A direction that stands for silence of a given length: always the same for the same length, near a right angle to
 * any other, so that two silences are no more alike than two sounds picked at random. Numbers by mulberry32, seeded
 * by the length.
 */
export function silentBlock(dimensions: number, samples: number): Float32Array {
  let state = Math.imul(samples + 1, 2654435761) ^ dimensions;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Float32Array.from(unit(Float64Array.from({ length: dimensions }, () => next() + next() + next() - 1.5)));
}
