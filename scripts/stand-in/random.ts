import { seeded } from '../../src/engine/seeded.ts';

/**
 * Returns normally distributed numbers, always the same ones for a seed.
 * Each is the sum of twelve uniform ones, less 6.
 */
export function gaussians(seed: number, count: number): Float32Array {
  const uniform = seeded(seed);
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  });
}
