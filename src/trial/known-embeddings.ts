import { z } from 'zod';
import { BLOCK_DIMENSIONS, type Embedding, ENGINE_VERSION, PACKED_DIMENSIONS, unpack } from '../engine/embedding.ts';
import generated from './known-embeddings.generated.json' with { type: 'json' };

const schema = z.object({
  version: z.string(),
  sounds: z.record(z.hash('sha256'), z.object({ seconds: z.number().positive(), features: z.base64() })),
});
const known = schema.parse(generated);

/**
 * Returns the acoustic embedding of a sample of the starting library, as `scripts/embed-starting-library.ts` wrote it,
 * so that a first start need not analyze 206 files. Returns null for other files, and if another version of the engine
 * wrote the file: the sample is then analyzed.
 * @param hash SHA-256 of the file in hexadecimal
 */
export function knownEmbedding(hash: string): Embedding | null {
  const sound = known.version === ENGINE_VERSION ? known.sounds[hash] : undefined;
  if (!sound) return null;
  // A buffer of a pool may begin at an address at which no 32-bit number can be read.
  const bytes = Uint8Array.from(Buffer.from(sound.features, 'base64'));
  const packed = new Float32Array(PACKED_DIMENSIONS);
  packed.set(new Float32Array(bytes.buffer), BLOCK_DIMENSIONS.clap);
  return unpack(packed, { version: known.version, clapModel: null, seconds: sound.seconds });
}
