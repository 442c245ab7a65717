import {
  BLOCK_NAMES,
  type BlockName,
  type Comparison,
  type Embedding,
  mapBlocks,
  mapFeatures,
  type Query,
  type Weights,
} from './embedding.ts';
import { ramp } from './features/ramp.ts';
import { minScoreOf, reasonsOf } from './reasons.ts';
import { compare, weighQuery } from './score.ts';
import { DEFAULT_WEIGHTS } from './weights.ts';

/** A sound or a text, and how the sounds that are sought relate to it. */
export interface Ingredient {
  readonly embedding: Embedding;
  readonly role: 'like' | 'unlike';
  /** The quality that the sounds share with it; null for all that no other ingredient contributes. */
  readonly quality: Quality | null;
}

/** What is sought: at least one ingredient has the role `like`. */
export type Mix = readonly Ingredient[];

/** Qualities of a sound that can be mixed with those of others, and their blocks. */
export const QUALITIES = ['tone', 'rhythm', 'tune'] as const;
export type Quality = (typeof QUALITIES)[number];
const BLOCKS = {
  tone: ['mfcc', 'contrast', 'zcr'],
  rhythm: ['rhythm'],
  tune: ['chroma'],
} as const satisfies Readonly<Record<Quality, readonly BlockName[]>>;

/**
 * Share of the lowest similarity to an ingredient in the score; the rest is the mean similarity. Because of this share,
 * a sound that resembles all ingredients comes before a copy of one. Chosen on generated clips (bench/quality/mixes.ts).
 */
const LOWEST_SHARE = 0.5;
/** Score that a sound loses if it is of the kind of an unwanted one, and half the width of the transition. */
const PENALTY = 0.5;
const TRANSITION = 0.05;
/** Similarities to an unwanted text between which the penalty rises: those of texts are on another scale. */
const TEXT_TRANSITION = [0.15, 0.35] as const;

/** Prepares a mix to search with: the score of a stored vector is its mean similarity to the wanted ingredients. */
export function mixQuery(mix: Mix, weights?: Weights): Query {
  const queries = wanted(mix).map((ingredient) =>
    weighQuery(ingredient.embedding, weightsIn(mix, ingredient, weights)),
  );
  const [first, ...others] = queries;
  if (!first) throw new Error('a mix needs an ingredient that is wanted');
  const vector = first.vector.map(
    (value, i) => others.reduce((sum, query) => sum + (query.vector[i] ?? 0), value) / queries.length,
  );
  const mean = (name: BlockName) => queries.reduce((sum, { shares }) => sum + shares[name], 0) / queries.length;
  const clapModel = queries.find((query) => query.clapModel !== null)?.clapModel ?? null;
  return { version: first.version, clapModel, vector, shares: mapBlocks(mean) };
}

/**
 * Compares a mix with a stored sound. The score is the mean of the similarities to the wanted ingredients, drawn
 * towards the lowest of them, less a penalty if the sound is of the kind of an unwanted one. A similarity of a feature is
 * that to the wanted ingredient that is most similar in it. A mix of one wanted sound gives the result of `compare`.
 */
export function compareMix(mix: Mix, stored: Embedding, weights?: Weights): Comparison {
  const found = wanted(mix).map((ingredient) =>
    compare(ingredient.embedding, stored, weightsIn(mix, ingredient, weights)),
  );
  const penalty = mix
    .filter(({ role }) => role === 'unlike')
    .reduce((sum, { embedding }) => sum + penaltyOf(embedding, stored, weights), 0);
  const mixed = (scores: readonly number[]) => {
    const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
    return (1 - LOWEST_SHARE) * mean + LOWEST_SHARE * Math.min(...scores);
  };
  const features = mapFeatures((name) => Math.max(...found.map((comparison) => comparison.features[name])));
  const claps = found.flatMap(({ clap }) => (clap === null ? [] : [clap]));
  return {
    score: mixed(found.map(({ score }) => score)) - penalty,
    clap: claps.length > 0 ? Math.max(...claps) : null,
    acoustic: mixed(found.map(({ acoustic }) => acoustic)),
    features,
    reasons: reasonsOf(features),
  };
}

function wanted(mix: Mix): Mix {
  return mix.filter(({ role }) => role === 'like');
}

/** Returns the weights of an ingredient: those of its quality, or those of all blocks that no other contributes. */
function weightsIn(mix: Mix, { quality }: Ingredient, weights: Weights = DEFAULT_WEIGHTS): Weights {
  const qualities = wanted(mix).flatMap((other) => other.quality ?? []);
  const contributed: readonly BlockName[] = qualities.flatMap((each) => BLOCKS[each]);
  const own: readonly BlockName[] = quality
    ? BLOCKS[quality]
    : BLOCK_NAMES.filter((name) => !contributed.includes(name));
  return mapBlocks((name) =>
    own.includes(name) ? (quality ? DEFAULT_WEIGHTS[name] : (weights[name] ?? DEFAULT_WEIGHTS[name])) : 0,
  );
}

/** Returns what a sound loses because it resembles an unwanted sound or text, 0..{@link PENALTY}. */
function penaltyOf(unwanted: Embedding, stored: Embedding, weights?: Weights): number {
  const { score, clap } = compare(unwanted, stored, weights);
  const isText = unwanted.seconds === 0;
  const close = minScoreOf('close', { clap }, weights);
  const [from, to] = isText ? TEXT_TRANSITION : [close - TRANSITION, close + TRANSITION];
  return PENALTY * ramp(score, from, to);
}
