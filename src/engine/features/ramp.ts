/** Maps `x` linearly from `from`..`to` to 0..1, and clips the result to that range. */
export function ramp(x: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (x - from) / (to - from)));
}
