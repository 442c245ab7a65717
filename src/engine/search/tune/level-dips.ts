/** Number of samples between two levels, and of one level: 12 and 23 ms. */
const HOP = 256;
const FRAME = 512;
/** Level of a dip relative to the highest levels before and after it: -6 dB. */
const MAX_LEVEL = 0.5;
/** Number of levels before and after a dip that are compared with it, 116 ms, and of those that are all higher. */
const REACH = 10;
const HIGHER = 5;

/**
 * Finds the places at which a voice is interrupted between two notes of one pitch, in samples.
 * The level is 6 dB lower there than within 0.1 s before and after.
 */
export function levelDips(samples: Float32Array): number[] {
  const count = Math.max(0, Math.floor((samples.length - FRAME) / HOP) + 1);
  const levels = Float32Array.from({ length: count }, (_, t) => {
    let sum = 0;
    for (let i = t * HOP; i < t * HOP + FRAME; i++) sum += (samples[i] ?? 0) ** 2;
    return Math.sqrt(sum);
  });
  const dips: number[] = [];
  for (let t = HIGHER; t < count - HIGHER; t++) {
    const here = levels[t] ?? 0;
    const before = levels.subarray(Math.max(0, t - REACH), t);
    const after = levels.subarray(t + 1, t + 1 + REACH);
    const isLowest =
      before.slice(-HIGHER).every((level) => level >= here) && after.slice(0, HIGHER).every((level) => level > here);
    if (isLowest && here < MAX_LEVEL * Math.min(Math.max(...before), Math.max(...after)))
      dips.push(t * HOP + FRAME / 2);
  }
  return dips;
}
