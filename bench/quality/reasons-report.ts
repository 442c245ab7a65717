import { FEATURE_NAMES } from '../../src/engine/embedding.ts';
import { REASON_THRESHOLD } from '../../src/engine/reasons.ts';
import { compare } from '../../src/engine/score.ts';
import { cosine } from './raw-baseline.ts';
import { above, judgeReasons, type Labels } from './reasons-bench.ts';
import type { QualitySound } from './sound.ts';
import { table } from './table.ts';

/** Reports how well each feature's similarity separates pairs of sounds, and how often the feature is a reason. */
export function reasonsReport(sounds: readonly QualitySound[], labels: readonly Labels[]): string {
  const ours = judgeReasons(
    sounds,
    labels,
    REASON_THRESHOLD,
    (a, b, f) => compare(a.embedding, b.embedding).features[f],
  );
  const raw = judgeReasons(sounds, labels, REASON_THRESHOLD, (a, b, f) => cosine(a.raw[f], b.raw[f]));
  const rows = ours.map((quality, i) => [
    quality.feature,
    quality.auc,
    quality.firesShared,
    quality.firesOther,
    raw[i]?.auc ?? 0,
    raw[i]?.firesShared ?? 0,
    raw[i]?.firesOther ?? 0,
  ]);
  return table(['feature', 'AUC', 'fires shared', 'fires not', 'raw AUC', 'raw shared', 'raw not'], rows);
}

/** Reports how often each feature is a reason for a match of unrelated sounds, and the mean number of reasons. */
export function unrelatedReport(sounds: readonly QualitySound[], families: readonly string[]): string {
  const ours: number[][] = FEATURE_NAMES.map(() => []);
  const raw: number[][] = FEATURE_NAMES.map(() => []);
  sounds.forEach((a, i) => {
    for (let j = i + 1; j < sounds.length; j++) {
      const b = sounds[j];
      if (!b || families[i] === families[j]) continue;
      const { features } = compare(a.embedding, b.embedding);
      FEATURE_NAMES.forEach((name, f) => {
        ours[f]?.push(features[name]);
        raw[f]?.push(cosine(a.raw[name], b.raw[name]));
      });
    }
  });
  const rates = (values: readonly number[][]) => values.map((list) => above(list, REASON_THRESHOLD));
  return table(
    ['unrelated pairs', ...FEATURE_NAMES, 'reasons shown'],
    [withSum('engine', rates(ours)), withSum('raw', rates(raw))],
  );
}

/** Reports how often each feature is a reason for a match of a sound and its copy, and the mean number of reasons. */
export function copiesReport(sounds: readonly QualitySound[], copies: readonly QualitySound[]): string {
  const rates = FEATURE_NAMES.map((name) =>
    above(
      sounds.flatMap((a, i) => {
        const b = copies[i];
        return b ? [compare(a.embedding, b.embedding).features[name]] : [];
      }),
      REASON_THRESHOLD,
    ),
  );
  return table(['sound and its 64 kbit/s MP3', ...FEATURE_NAMES, 'reasons shown'], [withSum('engine', rates)]);
}

function withSum(name: string, rates: readonly number[]): (string | number)[] {
  return [name, ...rates, rates.reduce((a, b) => a + b, 0)];
}
