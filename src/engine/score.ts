import {
  BLOCK_DIMENSIONS,
  BLOCK_NAMES,
  BLOCK_OFFSETS,
  type BlockName,
  type Comparison,
  type Embedding,
  FEATURE_NAMES,
  mapFeatures,
  pack,
  type Query,
  type Weights,
} from './embedding.ts';
import { reasonsOf } from './reasons.ts';
import { isSilence } from './silence.ts';
import { shares } from './weights.ts';

/**
 * Compares two sounds: computes the cosine of each block, and weighted means of the cosines, -1..1.
 * A block counts only if both sounds have it. CLAP blocks must come from the same model. An acoustic block of zeros, as
 * in the embedding of a text, counts as absent. The weights of the blocks that count are scaled to sum to 1. Silence
 * matches nothing: all its similarities are 0.
 * @throws Error if the embeddings are of different engine versions
 */
export function compare(a: Embedding, b: Embedding, weights?: Weights): Comparison {
  if (a.version !== b.version)
    throw new Error(`embeddings of versions ${a.version} and ${b.version} cannot be compared`);
  const audible = isSilence(a) || isSilence(b) ? 0 : 1;
  const clap = comparableClap(a, b) ? audible * dot(a.clap, b.clap) : null;
  const features = mapFeatures((name) => audible * dot(a.features[name], b.features[name]));
  const inBoth = (name: BlockName) => name !== 'clap' && isPresent(a.features[name]) && isPresent(b.features[name]);
  const acoustic = weightedMean(features, 0, shares(weights, inBoth));
  const score = weightedMean(
    features,
    clap ?? 0,
    shares(weights, (name) => (name === 'clap' ? clap !== null : inBoth(name))),
  );
  return { score, clap, acoustic, features, reasons: reasonsOf(features) };
}

/** Prepares a sound to search with: multiplies each block by its share of the weights. The scores of silence are 0. */
export function weighQuery(embedding: Embedding, weights?: Weights): Query {
  const share = shares(weights, (name) =>
    name === 'clap' ? embedding.clap !== null : isPresent(embedding.features[name]),
  );
  const vector = pack(embedding);
  if (isSilence(embedding)) vector.fill(0);
  for (const name of BLOCK_NAMES) {
    const end = BLOCK_OFFSETS[name] + BLOCK_DIMENSIONS[name];
    for (let at = BLOCK_OFFSETS[name]; at < end; at++) vector[at] = (vector[at] ?? 0) * share[name];
  }
  return { version: embedding.version, clapModel: embedding.clapModel, vector, shares: share };
}

function comparableClap(a: Embedding, b: Embedding): a is Embedding & { clap: Float32Array } {
  return a.clap !== null && b.clap !== null && a.clapModel !== null && a.clapModel === b.clapModel;
}

function weightedMean(features: Comparison['features'], clap: number, share: Record<BlockName, number>): number {
  return FEATURE_NAMES.reduce((sum, name) => sum + share[name] * features[name], share.clap * clap);
}

function isPresent(block: Float32Array): boolean {
  for (const x of block) if (x !== 0) return true;
  return false;
}

function dot(a: Float32Array, b: Float32Array | null): number {
  if (!b) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  // Rounding can push the product of two unit vectors slightly beyond 1.
  return Math.max(-1, Math.min(1, sum));
}
