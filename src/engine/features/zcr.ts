import { CROSSING_ORDERS } from './crossings.ts';
import type { Heard } from './heard.ts';
import { columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

export function zcrStatistics(heard: Heard): Float64Array {
  const n = CROSSING_ORDERS;
  const logs = heard.crossings.map((rate) => Math.log(rate + 0.002));
  const { weights, levels } = heard;
  const loud = levels.map((level) => 10 ** (level / 20));
  const quiet = levels.map(
    (level) => Math.max(0, Math.min(1, (level + 60) / 15)) * Math.max(0, Math.min(1, -level / 30)),
  );
  const means = columnMeans(logs, n, weights);
  return Float64Array.from([
    ...means,
    ...columnDeviations(logs, n, weights, means),
    ...columnQuantiles(logs, n, weights, [0.1, 0.5, 0.9]),
    ...columnMeans(logs, n, loud),
    ...columnMeans(logs, n, quiet),
    ...columnDeviations(deltas(logs, n), n, weights, new Float64Array(n)),
  ]);
}
