/**
 * Fits the reference statistics of the engine to the corpus: the mean and the matrix of every block.
 *
 *     npx tsx training/build-corpus.ts CORPUS      creates the sounds
 *     npx tsx training/analyze-corpus.ts CORPUS    computes statistics of the sounds
 *     npx tsx training/fit-blocks.ts CORPUS        writes src/engine/reference/statistics.generated.json
 *
 * With names of features after CORPUS, only their blocks are fitted, and the other blocks stay as they are.
 */
import { writeFileSync } from 'node:fs';
import { Matrix } from 'ml-matrix';
import { FEATURE_NAMES, type FeatureName, mapFeatures } from '../src/engine/embedding.ts';
import {
  type BlockReference,
  type Projection,
  type ReferenceStatistics,
  reference,
} from '../src/engine/reference/reference-statistics.ts';
import { blockPlans, type LabelledPlan, type PlainPlan } from './block-plans.ts';
import { codecNoise, meanAtLarge, scatterAtLarge } from './corpus-covariance.ts';
import { type AnalyzedSound, readCorpusStatistics } from './corpus-statistics.ts';
import { blend, discriminants, meanOf, principalComponents, ridge, scatterOf, withinClasses } from './discriminant.ts';

const OUT = new URL('../src/engine/reference/statistics.generated.json', import.meta.url);
const OUTLINE_DIMENSIONS = 32;
/** Minimum standard deviation of a statistic over the corpus. A statistic with a smaller one is ignored. */
const MIN_DEVIATION = 1e-6;

/** Minimum salience of a feature in the sounds to which a plain block is fitted. */
const MIN_SALIENCE = 0.5;

const [folder, ...wanted] = process.argv.slice(2);
const features: readonly string[] = FEATURE_NAMES;
if (folder === undefined || !wanted.every((name) => features.includes(name))) {
  console.error(`usage: npx tsx training/fit-blocks.ts CORPUS [FEATURE...]\nfeatures: ${features.join(', ')}`);
  process.exit(2);
}
const sounds = readCorpusStatistics(folder);
writeFileSync(OUT, `${JSON.stringify(fitReference(sounds))}\n`);
console.log(`fitted on ${sounds.length} sounds, ${sounds.filter(({ copy }) => copy).length} with copies`);

function fitReference(sounds: readonly AnalyzedSound[]): ReferenceStatistics {
  if (wanted.length === 0)
    return { features: mapFeatures((name) => fitBlock(sounds, name)), outline: fitOutline(sounds) };
  return {
    features: mapFeatures((name) => (wanted.includes(name) ? fitBlock(sounds, name) : shipped(name))),
    outline: shippedProjection(reference.outline),
  };
}

/** Returns the block that the engine has now, with plain arrays, as JSON needs them. */
function shipped(name: FeatureName): BlockReference {
  const { readings, raise, trust } = reference.features[name];
  return { readings: readings.map(({ share, ...rest }) => ({ share, ...shippedProjection(rest) })), raise, trust };
}

function shippedProjection({ mean, matrix }: Projection): Projection {
  return { mean: Array.from(mean), matrix: matrix.map((row) => Array.from(row)) };
}

function fitBlock(sounds: readonly AnalyzedSound[], name: FeatureName): BlockReference {
  const plan = blockPlans[name];
  return 'groups' in plan ? fitPlainBlock(sounds, name, plan) : fitLabelledBlock(sounds, name, plan);
}

/** Fits a block without labels, to the sounds in which the feature is present. */
function fitPlainBlock(
  sounds: readonly AnalyzedSound[],
  name: FeatureName,
  { dimensions, groups, raise, trust }: PlainPlan,
): BlockReference {
  const rows = sounds
    .filter(({ group, original }) => group !== 'telephone' && original.salience[name] > MIN_SALIENCE)
    .map(({ original }) => original.features[name]);
  const mean = meanOf(rows);
  const centred = rows.map((row) => row.map((x, i) => x - (mean[i] ?? 0)));
  const squares = scatterOf(centred).diagonal();
  let first = 0;
  const scales = groups.flatMap(({ count, weight }) => {
    const power = squares.slice(first, first + count).reduce((sum, x) => sum + x, 0);
    first += count;
    return Array<number>(count).fill(Math.sqrt(weight / power));
  });
  const scaled = centred.map((row) => row.map((x, i) => x * (scales[i] ?? 0)));
  const directions = principalComponents(scatterOf(scaled), dimensions);
  const matrix = directions.map((row) => row.map((x, i) => x * (scales[i] ?? 0)));
  return { readings: [{ share: 1, ...rounded({ mean, matrix }) }], raise, trust };
}

function fitLabelledBlock(sounds: readonly AnalyzedSound[], name: FeatureName, plan: LabelledPlan): BlockReference {
  const fitted = (side: AnalyzedSound['original']) => {
    const row = side.features[name];
    return row.slice(0, row.length - plan.untouched.length);
  };
  const mean = meanAtLarge(sounds, ({ original }) => original.features[name]);
  const offset = mean.map((x) => (plan.centred ? x : 0));
  const squares = scatterAtLarge(sounds, ({ original }) => fitted(original).map((x, i) => x - (mean[i] ?? 0)));
  const deviations = squares.diagonal().map(Math.sqrt);
  const commonDeviation = Math.sqrt(squares.trace() / squares.rows);
  const importance = (i: number) => (i < deviations.length - plan.last.count ? 1 : plan.last.weight);
  const scales = deviations.map((d, i) =>
    d < MIN_DEVIATION ? 0 : importance(i) / (plan.scaled === 'each' ? d : commonDeviation),
  );
  const scaled = (side: AnalyzedSound['original']) =>
    fitted(side).map((x, i) => (x - (offset[i] ?? 0)) * (scales[i] ?? 0));

  const known = sounds.filter((sound) => plan.alike(sound) !== null);
  const knownRows = known.map(({ original }) => scaled(original));
  const within = withinClasses(
    knownRows,
    known.map((sound) => plan.alike(sound) ?? ''),
  );
  const noise = ridge(
    blend([
      [1, within],
      [plan.copies, codecNoise(sounds, scaled)],
    ]),
    plan.ridge,
  );
  const total = scatterAtLarge(sounds, ({ original }) => scaled(original));
  const rows = discriminants(noise, total, plan.dimensions, plan.focus);

  const length = median(knownRows.map((row) => Math.hypot(...rows.map((direction) => dot(direction, row)))));
  const matrix = rows.map((row) => [
    ...row.map((x, i) => (x * (scales[i] ?? 0)) / length),
    ...plan.untouched.map(() => 0),
  ]);
  const first = offset.length - plan.untouched.length;
  plan.untouched.forEach((weight, i) => {
    matrix.push(offset.map((_, column) => (column === first + i ? weight : 0)));
  });
  const readings = [{ share: 1 - plan.plain.share, ...rounded({ mean: offset, matrix }) }];
  if (plan.plain.share > 0) {
    const principal = principalComponents(total, plan.plain.dimensions);
    const plain = principal.map((row) => row.map((x, i) => x * (scales[i] ?? 0)));
    readings.push({ share: plan.plain.share, ...rounded({ mean: offset, matrix: plain }) });
  }
  return { readings, raise: plan.raise, trust: plan.trust };
}

/** Fits the directions in which sounds differ but MP3 copies agree with their originals, scaled to similar variance. */
function fitOutline(sounds: readonly AnalyzedSound[]): Projection {
  const mean = meanAtLarge(sounds, ({ original }) => original.outline);
  const centred = ({ outline }: AnalyzedSound['original']) => outline.map((x, i) => x - (mean[i] ?? 0));
  const total = scatterAtLarge(sounds, ({ original }) => centred(original));
  const noise = ridge(
    blend([
      [1, codecNoise(sounds, centred)],
      [0.02, total],
    ]),
    0.3,
  );
  const rows = discriminants(noise, total, OUTLINE_DIMENSIONS, 0);
  const matrix = rows.map((row) => {
    const spread = Math.sqrt(dot(row, total.mmul(Matrix.columnVector(row)).to1DArray()) + 1);
    return row.map((x) => x / spread);
  });
  return rounded({ mean, matrix });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
}

/** Rounds to five digits to keep the file small. The statistics are less precise than that. */
function rounded({ mean, matrix }: Projection): Projection {
  const short = (x: number) => Number(x.toPrecision(5));
  return { mean: Array.from(mean, short), matrix: matrix.map((row) => Array.from(row, short)) };
}
