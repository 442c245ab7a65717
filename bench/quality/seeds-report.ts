import { FEATURE_NAMES } from '../../src/engine/embedding.ts';
import { REASON_THRESHOLD } from '../../src/engine/reasons.ts';
import { compare } from '../../src/engine/score.ts';
import { wav } from '../../tests/helpers/signals.ts';
import { canGenerateReasons, generatedReasons } from './generated-reasons.ts';
import { cosine } from './raw-baseline.ts';
import { judgeReasons, type ReasonQuality } from './reasons-bench.ts';
import { analyzeSound, type QualitySound } from './sound.ts';
import { table } from './table.ts';

/** Reports the quality of reasons over 8 generated sets of clips: mean, standard deviation and worst set. */
export async function seedsReport(seed: string): Promise<string> {
  if (!canGenerateReasons()) return 'Left out: install the Debian packages fluidsynth and timgm6mb-soundfont.';
  const ours: ReasonQuality[][] = [];
  const raw: ReasonQuality[][] = [];
  for await (const clips of generatedReasons(seed)) {
    const sounds: QualitySound[] = [];
    for (const { sound } of clips) sounds.push(await analyzeSound(wav(sound.samples, sound.rate)));
    const labels = clips.map((clip) => clip.labels);
    ours.push(
      judgeReasons(sounds, labels, REASON_THRESHOLD, (a, b, f) => compare(a.embedding, b.embedding).features[f]),
    );
    raw.push(judgeReasons(sounds, labels, REASON_THRESHOLD, (a, b, f) => cosine(a.raw[f], b.raw[f])));
    console.error(`reasons, seed ${seed}: ${ours.length} sets`);
  }
  const rows = FEATURE_NAMES.map((feature, at) => {
    const of = (sets: readonly ReasonQuality[][], value: (quality: ReasonQuality) => number) =>
      sets.flatMap((set) => (set[at] ? [value(set[at])] : []));
    const aucs = of(ours, ({ auc }) => auc);
    return [
      feature,
      spread(aucs),
      Math.min(...aucs),
      spread(of(ours, ({ firesShared }) => firesShared)),
      spread(of(ours, ({ firesOther }) => firesOther)),
      spread(of(raw, ({ auc }) => auc)),
    ];
  });
  return table(
    [`feature, ${ours.length} sets "${seed}"`, 'AUC', 'min AUC', 'fires shared', 'fires not', 'raw AUC'],
    rows,
  );
}

/** Formats the mean and the standard deviation of values. */
function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return `${mean.toFixed(3)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(3)}`;
}
