/**
 * The embedding of a sound: unit blocks end to end, `[ clap | mfcc | chroma | contrast | rhythm | zcr | rms ]`.
 * Every comparison is a dot product over one block or over all of them, so any weighting is the same stored
 * vectors with a rescaled query. This file holds the types and the layout, and is all that storage knows of the engine.
 */

/** The six acoustic features, in the order in which their blocks stand. */
export const FEATURE_NAMES = ['mfcc', 'chroma', 'contrast', 'rhythm', 'zcr', 'rms'] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** The seven blocks: what the sound means, then how it sounds. */
export const BLOCK_NAMES = ['clap', ...FEATURE_NAMES] as const;
export type BlockName = (typeof BLOCK_NAMES)[number];

/** Numbers in each block. A change here changes vectors: raise {@link ENGINE_VERSION}. */
export const BLOCK_DIMENSIONS: Readonly<Record<BlockName, number>> = {
  clap: 512,
  mfcc: 161,
  chroma: 97,
  contrast: 113,
  rhythm: 105,
  zcr: 105,
  rms: 91,
};

/** Stamped on every embedding; embeddings of different versions are never compared. */
export const ENGINE_VERSION = '4';

/** One sound. Every block has unit length. */
export interface Embedding {
  /** {@link ENGINE_VERSION} of the engine that made it. */
  readonly version: string;
  /** Identity of the CLAP model that made `clap`, or null where there is none. */
  readonly clapModel: string | null;
  /** Duration of the audio that was heard. */
  readonly seconds: number;
  readonly clap: Float32Array | null;
  readonly features: Readonly<Record<FeatureName, Float32Array>>;
}

/** How two sounds compare. All similarities are cosines, -1..1. */
export interface Comparison {
  /** The blend: 60 % CLAP and 40 % acoustic by default; acoustic alone where a side has no CLAP block. */
  readonly score: number;
  readonly clap: number | null;
  /** Weighted mean of the six feature similarities. */
  readonly acoustic: number;
  readonly features: Readonly<Record<FeatureName, number>>;
  /** Features above the threshold, strongest first. */
  readonly reasons: readonly FeatureName[];
}

/** Relative importance of each block, 0 or more; a block left out keeps its default. */
export type Weights = Readonly<Partial<Record<BlockName, number>>>;

/**
 * A sound to search with, weighted once so that scoring a library is one dot product a row:
 * `vector` is the packed blocks, each scaled by its share of the weights (shares sum to 1).
 */
export interface Query {
  readonly version: string;
  readonly clapModel: string | null;
  readonly vector: Float32Array;
  /** CLAP's share of the weights; what is left over is what a row without CLAP is judged by. */
  readonly clapShare: number;
}

/** Where each block starts in a packed vector, and how long that vector is. */
export const BLOCK_OFFSETS = offsets();
export const PACKED_DIMENSIONS = BLOCK_NAMES.reduce((sum, name) => sum + BLOCK_DIMENSIONS[name], 0);

/** The blocks of an embedding end to end; zeros stand where there is no CLAP block. Writes to `out` if given. */
export function pack(embedding: Embedding, out = new Float32Array(PACKED_DIMENSIONS)): Float32Array {
  out.fill(0, 0, BLOCK_DIMENSIONS.clap);
  if (embedding.clap) out.set(embedding.clap, BLOCK_OFFSETS.clap);
  for (const name of FEATURE_NAMES) out.set(embedding.features[name], BLOCK_OFFSETS[name]);
  return out;
}

/** The opposite of {@link pack}: copies the blocks out of a packed vector. */
export function unpack(packed: Float32Array, stamp: Pick<Embedding, 'version' | 'clapModel' | 'seconds'>): Embedding {
  const block = (name: BlockName) => packed.slice(BLOCK_OFFSETS[name], BLOCK_OFFSETS[name] + BLOCK_DIMENSIONS[name]);
  return {
    version: stamp.version,
    clapModel: stamp.clapModel,
    seconds: stamp.seconds,
    clap: stamp.clapModel === null ? null : block('clap'),
    features: {
      mfcc: block('mfcc'),
      chroma: block('chroma'),
      contrast: block('contrast'),
      rhythm: block('rhythm'),
      zcr: block('zcr'),
      rms: block('rms'),
    },
  };
}

function offsets(): Readonly<Record<BlockName, number>> {
  const starts = { clap: 0, mfcc: 0, chroma: 0, contrast: 0, rhythm: 0, zcr: 0, rms: 0 };
  let start = 0;
  for (const name of BLOCK_NAMES) {
    starts[name] = start;
    start += BLOCK_DIMENSIONS[name];
  }
  return starts;
}
