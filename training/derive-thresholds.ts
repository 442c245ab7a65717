/**
 * Derives the engine's thresholds from the reference corpus, and prints them beside the shipped values:
 * - `raise` of each feature (`block-plans.ts`), with which a similarity of 0.8 separates pairs of sounds that share the
 *   feature's attribute from pairs that do not;
 * - the minimum acoustic scores of the words for closeness, such as `very close` (`src/engine/reasons.ts`).
 *
 *     npx tsx training/derive-thresholds.ts CORPUS
 *
 * Run `analyze-corpus.ts` and `fit-blocks.ts` first. Prints two tables and changes no file.
 */
import { PAIR_RULES } from '../bench/quality/reasons-bench.ts';
import { table } from '../bench/quality/table.ts';
import { FEATURE_NAMES, type FeatureName, mapFeatures } from '../src/engine/embedding.ts';
import { MIN_SCORES, REASON_THRESHOLD } from '../src/engine/reasons.ts';
import { type ReferenceStatistics, reference } from '../src/engine/reference/reference-statistics.ts';
import { DEFAULT_WEIGHTS } from '../src/engine/weights.ts';
import { type AnalyzedSound, blocksOfAnalyzed, readCorpusStatistics } from './corpus-statistics.ts';

/** Maximum share of pairs above the threshold for reasons among the pairs that do not share the feature's attribute. */
const MAX_FALSE_REASONS = 0.05;
/** Share of unrelated pairs that may score above the minimum score of each word for closeness. */
const UNRELATED_ABOVE = { 'very close': 0.001, close: 0.01, related: 0.1, far: 1 };

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/derive-thresholds.ts CORPUS');
  process.exit(2);
}
const sounds = readCorpusStatistics(folder).filter(({ group }) => group !== 'telephone');
console.log(raiseTable(sounds.filter(({ group }) => group === 'reasons')));
console.log(closenessTable(sounds));

/** Returns a table of `raise` per feature: derived, shipped, and the shares of pairs above 0.8 with the shipped value. */
function raiseTable(clips: readonly AnalyzedSound[]): string {
  const pairs = criticalRaises(clips);
  const rows = FEATURE_NAMES.map((name) => {
    const { shared, others } = pairs[name];
    const { raise } = reference.features[name];
    const derived = quantile(others, MAX_FALSE_REASONS);
    return [name, derived, raise, shareBelow(shared, raise), shareBelow(others, raise)];
  });
  return table(['feature', 'raise derived', 'shipped', 'sharing pairs above 0.8', 'other pairs above 0.8'], rows);
}

interface CriticalRaises {
  readonly shared: number[];
  readonly others: number[];
}

/**
 * Returns, for each feature and each pair of clips of a set, the `raise` at which the pair's similarity is 0.8; Infinity
 * if no value reaches 0.8. The similarity is linear in `raise`, so the similarities at 0 and at 1 determine the value.
 */
function criticalRaises(clips: readonly AnalyzedSound[]): Readonly<Record<FeatureName, CriticalRaises>> {
  const out = mapFeatures((): CriticalRaises => ({ shared: [], others: [] }));
  const at = (raise: number) => clips.map((clip) => blocksOfAnalyzed(clip.original, withRaise(raise)));
  const [low, high] = [at(0), at(1)];
  clips.forEach((a, i) => {
    for (let j = i + 1; j < clips.length; j++) {
      const b = clips[j];
      if (b?.set !== a.set) continue;
      for (const name of FEATURE_NAMES) {
        const { shared, differs } = PAIR_RULES[name];
        const isShared = shared.every((label) => a.labels[label] === b.labels[label]);
        if (!isShared && a.labels[differs] === b.labels[differs]) continue;
        const [from, to] = [dot(low[i]?.[name], low[j]?.[name]), dot(high[i]?.[name], high[j]?.[name])];
        const raise = to > REASON_THRESHOLD ? (REASON_THRESHOLD - from) / (to - from) : Number.POSITIVE_INFINITY;
        out[name][isShared ? 'shared' : 'others'].push(raise);
      }
    }
  });
  return out;
}

/** Returns the shipped reference statistics with another value of `raise` for every feature. */
function withRaise(raise: number): ReferenceStatistics {
  return { ...reference, features: mapFeatures((name) => ({ ...reference.features[name], raise })) };
}

/** Returns a table of the words for closeness: minimum score derived and shipped, and the shares of pairs above it. */
function closenessTable(sounds: readonly AnalyzedSound[]): string {
  const vectors = sounds.map(({ original }) => scoreVector(original));
  const unrelated: number[] = [];
  sounds.forEach((a, i) => {
    for (let j = i + 1; j < sounds.length; j++)
      if (sounds[j]?.set !== a.set) unrelated.push(dot(vectors[i], vectors[j]));
  });
  const copies = sounds.flatMap(({ copy }, i) => (copy ? [dot(vectors[i], scoreVector(copy))] : []));
  const scores = Float64Array.from(unrelated).sort();
  const rows = MIN_SCORES.acoustic.map(([word, shipped]) => {
    const derived = quantile(scores, 1 - UNRELATED_ABOVE[word]);
    return [word, derived, shipped, (1 - shareBelow(scores, shipped)).toFixed(6), 1 - shareBelow(copies, shipped)];
  });
  return table(['word', 'score derived', 'shipped', 'unrelated pairs above', 'MP3 copies above'], rows);
}

/** Returns the vector of a sound for which the dot product of two sounds' vectors is their acoustic score. */
function scoreVector(statistics: AnalyzedSound['original']): Float32Array {
  const blocks = blocksOfAnalyzed(statistics, reference);
  const total = FEATURE_NAMES.reduce((sum, name) => sum + DEFAULT_WEIGHTS[name], 0);
  return Float32Array.from(
    FEATURE_NAMES.flatMap((name) => {
      const scale = Math.sqrt(DEFAULT_WEIGHTS[name] / total);
      return Array.from(blocks[name], (x) => x * scale);
    }),
  );
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Returns the quantile: the value below which the given share of the values lies. */
function quantile(values: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function shareBelow(values: readonly number[] | Float64Array, bound: number): number {
  let count = 0;
  for (const value of values) if (value < bound) count += 1;
  return count / Math.max(1, values.length);
}
