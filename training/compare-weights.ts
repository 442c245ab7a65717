/**
 * Compares weights for the six features on labeled sets of the reference corpus.
 *
 *     npx tsx training/compare-weights.ts CORPUS
 *
 * Prints P@1 / mAP: one row for each choice of weights, one column for each set and label. Run `analyze-corpus.ts` and
 * `fit-blocks.ts` first. docs/scoring.md says which weights were chosen, and why.
 */

import { retrieval } from '../bench/quality/retrieval.ts';
import { table } from '../bench/quality/table.ts';
import { FEATURE_NAMES, type FeatureName } from '../src/engine/embedding.ts';
import type { FeatureBlocks } from '../src/engine/features/extract-features.ts';
import { reference } from '../src/engine/reference/reference-statistics.ts';
import { DEFAULT_WEIGHTS } from '../src/engine/weights.ts';
import { blocksOfAnalyzed, readCorpusStatistics } from './corpus-statistics.ts';

type Shares = Readonly<Record<FeatureName, number>>;

const mixes: Readonly<Record<string, Shares>> = {
  shipped: DEFAULT_WEIGHTS,
  equal: { mfcc: 1, chroma: 1, contrast: 1, rhythm: 1, zcr: 1, rms: 1 },
  'timbre only': { mfcc: 1, chroma: 0, contrast: 0, rhythm: 0, zcr: 0, rms: 0 },
  prototype: { mfcc: 60, chroma: 8, contrast: 13, rhythm: 5, zcr: 12, rms: 2 },
  'less timbre': { mfcc: 40, chroma: 8, contrast: 25, rhythm: 6, zcr: 12, rms: 9 },
  'more contrast': { mfcc: 55, chroma: 4, contrast: 28, rhythm: 4, zcr: 5, rms: 4 },
};

const views: readonly { name: string; set: string; label: string }[] = [
  { name: 'speech by voice', set: 'words', label: 'voice' },
  { name: 'speech by word', set: 'words', label: 'word' },
  { name: 'letters said by voice', set: 'klettres', label: 'voice' },
  { name: 'things said by voice', set: 'ktuberling', label: 'voice' },
  { name: 'drum hits', set: 'hits', label: 'class' },
  { name: 'drum samples', set: 'samples', label: 'class' },
  { name: 'everyday', set: 'classes', label: 'class' },
  { name: 'imitations', set: 'imitations', label: 'class' },
];

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/compare-weights.ts CORPUS');
  process.exit(2);
}
const sounds = readCorpusStatistics(folder).filter(({ group }) => group !== 'telephone');
const judged = views.map(({ set, label }) => {
  const members = sounds.filter((sound) => sound.set === set && sound.labels[label] !== undefined);
  return {
    blocks: members.map(({ original }) => blocksOfAnalyzed(original, reference)),
    classes: members.map(({ labels }) => labels[label] ?? ''),
  };
});
const rows = Object.entries(mixes).map(([name, shares]) => [
  name,
  ...judged.map(({ blocks, classes }) => {
    const { p1, map } = retrieval({ classes }, (query) => {
      const own = blocks[query];
      return blocks.map((other) => (own ? blend(own, other, shares) : 0));
    });
    return `${p1.toFixed(3)} / ${map.toFixed(3)}`;
  }),
]);
console.log(table(['P@1 / mAP', ...views.map(({ name }) => name)], rows));

function blend(a: FeatureBlocks, b: FeatureBlocks, shares: Shares): number {
  return FEATURE_NAMES.reduce((sum, name) => {
    const [x, y] = [a[name], b[name]];
    let cosine = 0;
    for (let i = 0; i < x.length; i++) cosine += (x[i] ?? 0) * (y[i] ?? 0);
    return sum + shares[name] * cosine;
  }, 0);
}
