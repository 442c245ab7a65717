import { DESCRIPTORS_VERSION, type Descriptors } from '../../../src/engine/descriptors/descriptors.ts';
import {
  BLOCK_DIMENSIONS,
  BLOCK_NAMES,
  type Embedding,
  FEATURE_NAMES,
  mapBlocks,
  mapFeatures,
  pack,
  type Query,
} from '../../../src/engine/embedding.ts';
import { FINGERPRINT_VERSION, type Fingerprint } from '../../../src/engine/recordings/recording.ts';
import { SEARCH_DATA_VERSION, type SearchData } from '../../../src/engine/search/search-data.ts';
import { seededRandom } from '../../../src/engine/seeded-random.ts';
import type { NewSound } from '../../../src/storage/library.ts';

/** Creates a generator of random numbers in [-1, 1). The same seed gives the same numbers. */
export function createRandom(seed: number): () => number {
  const next = seededRandom(seed);
  return () => 2 * next() - 1;
}

function unitBlock(length: number, random: () => number): Float32Array {
  const block = Float32Array.from({ length }, random);
  const norm = Math.hypot(...block);
  return block.map((value) => value / norm);
}

/** Returns an embedding whose blocks are random vectors of unit length. */
export function embeddingOf(
  seed: number,
  { clapModel = 'clap', version = '1' }: { clapModel?: string | null; version?: string } = {},
): Embedding {
  const random = createRandom(seed);
  const clap = unitBlock(BLOCK_DIMENSIONS.clap, random);
  const features = mapFeatures((name) => unitBlock(BLOCK_DIMENSIONS[name], random));
  return { version, clapModel, seconds: 1.5, clap: clapModel === null ? null : clap, features };
}

/** Returns the sound in the middle of others: each acoustic block has the direction of the mean of theirs. */
export function middleOf(sounds: readonly Embedding[]): Embedding {
  const features = mapFeatures((name) => {
    const sum = new Float32Array(BLOCK_DIMENSIONS[name]);
    for (const { features } of sounds) for (const [i, x] of features[name].entries()) sum[i] = (sum[i] ?? 0) + x;
    const norm = Math.hypot(...sum);
    return sum.map((x) => x / norm);
  });
  const { version = '1' } = sounds[0] ?? {};
  return { ...embeddingOf(0, { clapModel: null, version }), features };
}

/** Returns a fingerprint with random bytes. The same seed gives the same fingerprint. */
export function fingerprintOf(seed: number, version = FINGERPRINT_VERSION): Fingerprint {
  const random = createRandom(seed);
  return { version, seconds: 1.5, data: Uint8Array.from({ length: 40 }, () => 256 * random()) };
}

/** Returns search data with random bytes. The same seed gives the same data. */
export function searchDataOf(seed: number, version = SEARCH_DATA_VERSION): SearchData {
  return { ...fingerprintOf(seed + 1000), version };
}

/** Returns the descriptors of a drum loop, with the fields in `given` replaced. */
export function descriptorsOf(given: Partial<Descriptors> = {}): Descriptors {
  return {
    version: DESCRIPTORS_VERSION,
    seconds: 1.5,
    lufs: -14,
    truePeakDb: -1,
    centroidHz: 3000,
    spreadHz: 2000,
    rolloffHz: 9000,
    flatness: 0.2,
    crestDb: 15,
    attackMs: 2,
    tempoBpm: 120,
    tempoConfidence: 0.9,
    key: 'A minor',
    keyConfidence: 0.5,
    pitchHz: null,
    kind: 'loop',
    voice: false,
    clipped: false,
    silenceStart: 0,
    silenceEnd: 0,
    ...given,
  };
}

/** A sound to add whose audio is not a file. */
type SoundInMemory = NewSound & { readonly audio: Uint8Array };

/** Returns a sound to add to a library, with a random embedding, a random fingerprint and placeholder bytes as audio. */
export function newSound(seed: number, change: Partial<NewSound> & { audio?: Uint8Array } = {}): SoundInMemory {
  return {
    label: `sound ${seed}`,
    tags: [seed % 2 ? 'odd' : 'even'],
    addedBy: { id: '42', name: 'Ada' },
    messageUrl: null,
    fileName: `sound-${seed}.wav`,
    embedding: embeddingOf(seed),
    audio: new TextEncoder().encode(`audio of sound ${seed}`),
    compared: { fingerprint: fingerprintOf(seed), found: [] },
    searchData: searchDataOf(seed),
    descriptors: descriptorsOf(),
    ...change,
  };
}

/** Returns a query with the default weights of the engine: 60 % for CLAP, the rest divided among the features. */
export function queryOf(embedding: Embedding, clapWeight = 0.6): Query {
  const clapShare = embedding.clap ? clapWeight : 0;
  const shares = mapBlocks((name) => (name === 'clap' ? clapShare : (1 - clapShare) / FEATURE_NAMES.length));
  const vector = pack(embedding);
  let start = 0;
  for (const name of BLOCK_NAMES) {
    const end = start + BLOCK_DIMENSIONS[name];
    for (let index = start; index < end; index++) vector[index] = (vector[index] ?? 0) * shares[name];
    start = end;
  }
  return { version: embedding.version, clapModel: embedding.clapModel, vector, shares };
}
