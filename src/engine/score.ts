import {
  BLOCK_NAMES,
  BLOCK_OFFSETS,
  type BlockName,
  type Comparison,
  type Embedding,
  FEATURE_NAMES,
  PACKED_DIMENSIONS,
  pack,
  type Query,
  type Weights,
} from './embedding.ts';
import { reasonsOf } from './reasons.ts';
import { shares } from './weights.ts';

/**
 * How two sounds compare: the cosine of each block, the acoustic mean and the blend, all -1..1.
 * CLAP counts where both sounds have it from the same model; blocks of zeros (a description in words has no
 * acoustic blocks) count on neither side. What is left shares the weights.
 * @throws Error where the two come from different engine versions.
 */
export function compare(a: Embedding, b: Embedding, weights?: Weights): Comparison {
  if (a.version !== b.version)
    throw new Error(`embeddings of versions ${a.version} and ${b.version} cannot be compared`);
  const clap = comparableClap(a, b) ? dot(a.clap, b.clap) : null;
  const features = {
    mfcc: dot(a.features.mfcc, b.features.mfcc),
    chroma: dot(a.features.chroma, b.features.chroma),
    contrast: dot(a.features.contrast, b.features.contrast),
    rhythm: dot(a.features.rhythm, b.features.rhythm),
    zcr: dot(a.features.zcr, b.features.zcr),
    rms: dot(a.features.rms, b.features.rms),
  };
  const heard = (name: BlockName) => name !== 'clap' && isPresent(a.features[name]) && isPresent(b.features[name]);
  const acoustic = blend(features, 0, shares(weights, heard));
  const score = blend(
    features,
    clap ?? 0,
    shares(weights, (name) => (name === 'clap' ? clap !== null : heard(name))),
  );
  return { score, clap, acoustic, features, reasons: reasonsOf(features) };
}

/** A sound made ready to score a library with: every present block scaled by its share of the weights. */
export function weighQuery(embedding: Embedding, weights?: Weights): Query {
  const share = shares(weights, (name) =>
    name === 'clap' ? embedding.clap !== null : isPresent(embedding.features[name]),
  );
  const vector = pack(embedding);
  BLOCK_NAMES.forEach((name, i) => {
    const next = BLOCK_NAMES[i + 1];
    const end = next ? BLOCK_OFFSETS[next] : PACKED_DIMENSIONS;
    for (let at = BLOCK_OFFSETS[name]; at < end; at++) vector[at] = (vector[at] ?? 0) * share[name];
  });
  return { version: embedding.version, clapModel: embedding.clapModel, vector, clapShare: share.clap };
}

function comparableClap(a: Embedding, b: Embedding): a is Embedding & { clap: Float32Array } {
  return a.clap !== null && b.clap !== null && a.clapModel !== null && a.clapModel === b.clapModel;
}

function blend(features: Comparison['features'], clap: number, share: Record<BlockName, number>): number {
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
  // Rounding may carry the product of two unit blocks a hair past 1.
  return Math.max(-1, Math.min(1, sum));
}
