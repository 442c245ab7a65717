/**
 * Types and layout of the embedding of a sound: seven blocks,
 * `[ clap | mfcc | chroma | contrast | rhythm | zcr | rms ]`.
 *
 * Similarities are dot products of blocks, so that a search with other weights rescales the query, not the stored
 * vectors. Storage imports no other module of the engine.
 */

export const FEATURE_NAMES = ['mfcc', 'chroma', 'contrast', 'rhythm', 'zcr', 'rms'] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** The seven blocks of an embedding, in order: CLAP (meaning), then the acoustic features. */
export const BLOCK_NAMES = ['clap', ...FEATURE_NAMES] as const;
export type BlockName = (typeof BLOCK_NAMES)[number];

export function mapFeatures<T>(of: (name: FeatureName) => T): Record<FeatureName, T> {
  return {
    mfcc: of('mfcc'),
    chroma: of('chroma'),
    contrast: of('contrast'),
    rhythm: of('rhythm'),
    zcr: of('zcr'),
    rms: of('rms'),
  };
}

export function mapBlocks<T>(of: (name: BlockName) => T): Record<BlockName, T> {
  return { clap: of('clap'), ...mapFeatures(of) };
}

/** Number of dimensions of each block. If one of them changes, raise {@link ENGINE_VERSION}. */
export const BLOCK_DIMENSIONS: Readonly<Record<BlockName, number>> = {
  clap: 512,
  mfcc: 193,
  chroma: 125,
  contrast: 109,
  rhythm: 105,
  zcr: 101,
  rms: 91,
};

/** Version of the engine's analysis. Embeddings of different versions are never compared. */
export const ENGINE_VERSION = '8';

/** The embedding of one sound. Each block is a vector with a Euclidean norm of 1. */
export interface Embedding {
  readonly version: string;
  /** Identity of the CLAP model that computed `clap`, or null if there is no CLAP block. */
  readonly clapModel: string | null;
  /** Duration of the sound in seconds; 0 if a text was embedded. */
  readonly seconds: number;
  readonly clap: Float32Array | null;
  readonly features: Readonly<Record<FeatureName, Float32Array>>;
}

/** The similarity of two sounds. All numbers are cosines or weighted means of cosines, -1..1. */
export interface Comparison {
  /** Weighted mean of the similarities of all blocks; equal to `acoustic` if the CLAP blocks cannot be compared. */
  readonly score: number;
  /** Similarity of the CLAP blocks, or null if they cannot be compared. */
  readonly clap: number | null;
  readonly acoustic: number;
  readonly features: Readonly<Record<FeatureName, number>>;
  /** Features whose similarity is above the threshold for reasons (0.8), most similar first. */
  readonly reasons: readonly FeatureName[];
}

/** Relative weight of each block, 0 or more. An omitted block has its default weight. */
export type Weights = Readonly<Partial<Record<BlockName, number>>>;

/**
 * A sound to search with, prepared so that the score of a stored vector is one dot product.
 * `vector` contains the blocks end to end, each multiplied by its share of the weights. The shares sum to 1.
 */
export interface Query {
  readonly version: string;
  readonly clapModel: string | null;
  readonly vector: Float32Array;
  /** Share of each block. The score of a vector without a CLAP block is divided by 1 minus the share of CLAP. */
  readonly shares: Readonly<Record<BlockName, number>>;
}

/** Index at which each block begins in a packed vector. */
export const BLOCK_OFFSETS = offsets();
/** Number of dimensions of a packed vector, which contains all blocks. */
export const PACKED_DIMENSIONS = BLOCK_NAMES.reduce((sum, name) => sum + BLOCK_DIMENSIONS[name], 0);

/** Concatenates the blocks of an embedding to a packed vector, with zeros for a missing CLAP block. */
export function pack(embedding: Embedding, out = new Float32Array(PACKED_DIMENSIONS)): Float32Array {
  out.fill(0, 0, BLOCK_DIMENSIONS.clap);
  if (embedding.clap) out.set(embedding.clap, BLOCK_OFFSETS.clap);
  for (const name of FEATURE_NAMES) out.set(embedding.features[name], BLOCK_OFFSETS[name]);
  return out;
}

/** Splits a packed vector into copies of its blocks, the inverse of {@link pack}. */
export function unpack(packed: Float32Array, stamp: Pick<Embedding, 'version' | 'clapModel' | 'seconds'>): Embedding {
  const block = (name: BlockName) => packed.slice(BLOCK_OFFSETS[name], BLOCK_OFFSETS[name] + BLOCK_DIMENSIONS[name]);
  return {
    version: stamp.version,
    clapModel: stamp.clapModel,
    seconds: stamp.seconds,
    clap: stamp.clapModel === null ? null : block('clap'),
    features: mapFeatures(block),
  };
}

/**
 * Returns whether a sound should be analyzed again with the current engine and CLAP model.
 * If no model is loaded, CLAP blocks of any model count as current, because a new analysis could not replace them.
 * @param engine has the identity of the loaded CLAP model, or null if none is loaded
 */
export function isStale(
  { version, clapModel }: Pick<Embedding, 'version' | 'clapModel'>,
  engine: Pick<Embedding, 'clapModel'>,
): boolean {
  return version !== ENGINE_VERSION || (engine.clapModel !== null && clapModel !== engine.clapModel);
}

function offsets(): Readonly<Record<BlockName, number>> {
  let end = 0;
  return mapBlocks((name) => {
    end += BLOCK_DIMENSIONS[name];
    return end - BLOCK_DIMENSIONS[name];
  });
}
