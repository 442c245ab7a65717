import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { type Embedding, ENGINE_VERSION } from '../../src/engine/embedding.ts';
import { extractFeatures } from '../../src/engine/features/extract-features.ts';
import type { Pcm } from '../../src/engine/pcm.ts';
import { type RawFeatures, rawFeatures } from './raw-baseline.ts';

/** Embedding of a sound without CLAP, and the features of the baseline. */
export interface QualitySound {
  readonly embedding: Embedding;
  readonly raw: RawFeatures;
}

/** Decodes an audio file (path or bytes) with the WebAssembly decoder, and analyzes the sound. */
export async function analyzeSound(source: string | Uint8Array): Promise<QualitySound> {
  return embedPcm(await decodeAudio(source, { decoder: 'wasm', withClap: false, maxSeconds: 600, timeoutMs: 30_000 }));
}

function embedPcm(pcm: Pcm): QualitySound {
  const features = extractFeatures(pcm);
  const embedding = { version: ENGINE_VERSION, clapModel: null, seconds: pcm.seconds, clap: null, features };
  return { embedding, raw: rawFeatures(pcm.feature) };
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
