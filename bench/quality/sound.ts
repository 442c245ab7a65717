import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { type Embedding, ENGINE_VERSION } from '../../src/engine/embedding.ts';
import { extractFeatures } from '../../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { type RawFeatures, rawFeatures } from './raw-baseline.ts';

/** Embedding of a sound without CLAP, and the features of the baseline. */
export interface QualitySound {
  readonly embedding: Embedding;
  readonly raw: RawFeatures;
}

/** Decodes an audio file (path or bytes) with the WebAssembly decoder, and analyzes the sound. */
export async function analyzeSound(source: string | Uint8Array): Promise<QualitySound> {
  const { feature } = await decodeAudio(source, {
    decoder: 'wasm',
    withClap: false,
    maxSeconds: 600,
    timeoutMs: 30_000,
  });
  return { embedding: embedSamples(feature), raw: rawFeatures(feature) };
}

/** Computes the embedding of samples at {@link FEATURE_RATE}, without CLAP. */
export function embedSamples(feature: Float32Array): Embedding {
  const seconds = feature.length / FEATURE_RATE;
  const features = extractFeatures({ feature, clap: null, seconds });
  return { version: ENGINE_VERSION, clapModel: null, seconds, clap: null, features };
}

/** Analyzes files one after another, and prints the progress to stderr. */
export async function analyzeAll(paths: readonly string[], name: string): Promise<QualitySound[]> {
  const sounds: QualitySound[] = [];
  for (const path of paths) {
    sounds.push(await analyzeSound(path));
    if (sounds.length % 50 === 0) console.error(`${name}: ${sounds.length} of ${paths.length}`);
  }
  return sounds;
}
