/** 0 up to `from`, 1 from `to` on, and a smooth cubic between them, so that near sounds get near answers. */
export function smoothStep(x: number, [from, to]: readonly [from: number, to: number]): number {
  const t = Math.max(0, Math.min(1, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
