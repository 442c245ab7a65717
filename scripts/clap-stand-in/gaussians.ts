import { seededRandom } from '../../src/engine/seeded-random.ts';

/** Returns approximately normal random numbers, each the sum of twelve uniform random numbers minus 6. */
export function gaussians(seed: number, count: number): Float32Array {
  const uniform = seededRandom(seed);
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  });
}
