import { seededRandom } from '../seeded-random.ts';
import { unit } from './block.ts';

/**
 * A direction that stands for silence of a given length: always the same for the same length, near a right angle to
 * any other, so that two silences are no more alike than two sounds picked at random.
 */
export function silentBlock(dimensions: number, samples: number): Float32Array {
  const next = seededRandom(Math.imul(samples + 1, 2654435761) ^ dimensions);
  return Float32Array.from(unit(Float64Array.from({ length: dimensions }, () => next() + next() + next() - 1.5)));
}
