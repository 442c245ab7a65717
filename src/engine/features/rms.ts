import type { Heard } from './heard.ts';

const POINTS = 32;

export function rmsStatistics(heard: Heard): Float64Array {
  const contour = new Float64Array(POINTS);
  const fine = new Float64Array(POINTS * 2);
  const { levels, frames } = heard;
  for (let i = 0; i < POINTS; i++) {
    let sum = 0,
      sumDb = 0,
      count = 0;
    const from = Math.min(frames - 1, Math.floor((i * frames) / POINTS));
    const to = Math.max(from + 1, Math.floor(((i + 1) * frames) / POINTS));
    for (let t = from; t < to; t++) {
      sum += 10 ** ((levels[t] ?? 0) / 10);
      sumDb += levels[t] ?? 0;
      count++;
    }
    contour[i] = 10 * Math.log10(sum / count);
    fine[i] = sumDb / count;
  }
  return Float64Array.from([heard.levelDb, Math.log(heard.seconds), ...contour, ...fine.subarray(0, POINTS)]);
}
