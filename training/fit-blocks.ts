/**
 * Fits the reference statistics of the engine to the corpus: the mean and the matrix of every block.
 *
 *     npx tsx training/build-corpus.ts CORPUS      creates the sounds
 *     npx tsx training/analyze-corpus.ts CORPUS    computes statistics of the sounds
 *     npx tsx training/fit-blocks.ts CORPUS        writes src/engine/reference/statistics.generated.json
 *
 * With names of features after CORPUS, only their blocks are fitted, and the other blocks stay as they are. With
 * `--music`, only the discriminants of music of these blocks are fitted, for which the `reasons` sets suffice: the other
 * readings stay as they are, cut to the number of dimensions in the plan.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
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

const { values: options, positionals } = parseArgs({ options: { music: { type: 'boolean' } }, allowPositionals: true });
const [folder, ...wanted] = positionals;
const features: readonly string[] = FEATURE_NAMES;
if (folder === undefined || !wanted.every((name) => features.includes(name))) {
  console.error(
    `usage: npx tsx training/fit-blocks.ts CORPUS [FEATURE...] [--music]\nfeatures: ${features.join(', ')}`,
  );
  process.exit(2);
}
const sounds = readCorpusStatistics(folder);
writeFileSync(OUT, `${JSON.stringify(fitReference(sounds))}\n`);
console.log(`fitted on ${sounds.length} sounds, ${sounds.filter(({ copy }) => copy).length} with copies`);

function fitReference(sounds: readonly AnalyzedSound[]): ReferenceStatistics {
  if (wanted.length === 0) {
    const outline = options.music ? shippedProjection(reference.outline) : fitOutline(sounds);
    return { features: mapFeatures((name) => fitBlock(sounds, name)), outline };
  }
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
  if ('groups' in plan) return options.music ? shipped(name) : fitPlainBlock(sounds, name, plan);
  return fitLabelledBlock(sounds, name, plan);
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
  const { plain, music, raise, trust } = plan;
  if (options.music && music.share === 0) return shipped(name);
  const [discriminating, principal] = options.music ? shipped(name).readings : fitReadingsAtLarge(sounds, name, plan);
  const readings = [
    {
      share: Number((1 - plain.share - music.share).toPrecision(5)),
      ...cutTo(plan.dimensions + plan.untouched.length, discriminating),
    },
    { share: plain.share, ...cutTo(plain.dimensions, principal) },
    { share: music.share, ...(music.share > 0 ? fitMusic(sounds, name, plan) : cutTo(0, discriminating)) },
  ];
  return { readings: readings.filter(({ share }) => share > 0), raise, trust };
}

/** Returns the first directions of a projection. */
function cutTo(dimensions: number, { mean, matrix }: Projection = { mean: [], matrix: [] }): Projection {
  return { mean, matrix: matrix.slice(0, dimensions) };
}

/** Fits discriminants and principal components to all sounds. */
function fitReadingsAtLarge(sounds: readonly AnalyzedSound[], name: FeatureName, plan: LabelledPlan): Projection[] {
  const whole = (side: AnalyzedSound['original']) => side.features[name];
  const fitted = (side: AnalyzedSound['original']) => whole(side).slice(0, whole(side).length - plan.untouched.length);
  const mean = meanAtLarge(sounds, ({ original }) => whole(original));
  const offset = mean.map((x) => (plan.centred ? x : 0));
  const squares = scatterAtLarge(sounds, ({ original }) => fitted(original).map((x, i) => x - (mean[i] ?? 0)));
  const scales = scalesOf(squares, plan);
  const scaled = (side: AnalyzedSound['original']) =>
    fitted(side).map((x, i) => (x - (offset[i] ?? 0)) * (scales[i] ?? 0));
  const total = scatterAtLarge(sounds, ({ original }) => scaled(original));
  const rows = separating(sounds, scaled, total, plan, plan.alike);

  const known = sounds.filter((sound) => plan.alike(sound) !== null);
  const knownRows = known.map(({ original }) => scaled(original));
  const length = median(knownRows.map((row) => Math.hypot(...rows.map((direction) => dot(direction, row)))));
  const matrix = rows.map((row) => [
    ...row.map((x, i) => (x * (scales[i] ?? 0)) / length),
    ...plan.untouched.map(() => 0),
  ]);
  const first = offset.length - plan.untouched.length;
  plan.untouched.forEach((weight, i) => {
    matrix.push(offset.map((_, column) => (column === first + i ? weight : 0)));
  });
  const principal = plan.plain.share > 0 ? principalComponents(total, plan.plain.dimensions) : [];
  const plain = principal.map((row) => row.map((x, i) => x * (scales[i] ?? 0)));
  return [rounded({ mean: offset, matrix }), rounded({ mean: offset, matrix: plain })];
}

/** Fits discriminants to the `reasons` sets, centered at their mean. The noise of codecs is that of all sounds with copies. */
function fitMusic(sounds: readonly AnalyzedSound[], name: FeatureName, plan: LabelledPlan): Projection {
  const clips = sounds.filter(({ group }) => group === 'reasons').map(({ original }) => original.features[name]);
  const mean = meanOf(clips);
  const centred = (row: readonly number[]) => row.map((x, i) => x - (mean[i] ?? 0));
  const scales = scalesOf(scatterOf(clips.map(centred)), plan);
  const scaled = (side: AnalyzedSound['original']) => centred(side.features[name]).map((x, i) => x * (scales[i] ?? 0));
  const total = scatterOf(clips.map((row) => centred(row).map((x, i) => x * (scales[i] ?? 0))));
  const rows = separating(sounds, scaled, total, plan.music, plan.alike);
  return rounded({ mean, matrix: rows.map((row) => row.map((x, i) => x * (scales[i] ?? 0))) });
}

/** Returns the factors that scale each statistic to a similar variance, given the covariance of all. */
function scalesOf(covariance: Matrix, { scaled, last }: LabelledPlan): number[] {
  const deviations = covariance.diagonal().map(Math.sqrt);
  const common = Math.sqrt(covariance.trace() / covariance.rows);
  const importance = (i: number) => (i < deviations.length - last.count ? 1 : last.weight);
  return deviations.map((d, i) => (d < MIN_DEVIATION ? 0 : importance(i) / (scaled === 'each' ? d : common)));
}

/** Returns directions that differ between classes, and little within them or between a sound and its copy. */
function separating(
  sounds: readonly AnalyzedSound[],
  scaled: (side: AnalyzedSound['original']) => number[],
  total: Matrix,
  plan: Pick<LabelledPlan, 'dimensions' | 'focus' | 'ridge' | 'copies'>,
  alike: LabelledPlan['alike'],
): number[][] {
  const known = sounds.flatMap((sound) => {
    const className = alike(sound);
    return className === null ? [] : [{ className, row: scaled(sound.original) }];
  });
  const within = withinClasses(
    known.map(({ row }) => row),
    known.map(({ className }) => className),
  );
  const noise = blend([
    [1, within],
    [plan.copies, codecNoise(sounds, scaled)],
  ]);
  return discriminants(ridge(noise, plan.ridge), total, plan.dimensions, plan.focus);
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
