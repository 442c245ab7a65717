import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { BLOCK_DIMENSIONS, ENGINE_VERSION, pack } from '../src/engine/embedding.ts';
import { createEngine } from '../src/engine/index.ts';
import { SAMPLE_NAMES, samplePath } from '../tests/helpers/samples.ts';

/**
 * Writes the acoustic embeddings of the 206 samples of the starting library to `src/trial/`, by the hashes of the files.
 * To be run after each change of ENGINE_VERSION: until then, a first start analyzes the samples.
 *
 *   npx tsx scripts/embed-starting-library.ts
 */
const TARGET = new URL('../src/trial/known-embeddings.generated.json', import.meta.url);

const engine = await createEngine({ clap: 'off', decoder: 'wasm' });
const sounds: Record<string, { seconds: number; features: string }> = {};
for (const name of SAMPLE_NAMES) {
  const audio = await readFile(samplePath(name));
  const embedding = await engine.embed(audio);
  const features = new Uint8Array(pack(embedding).slice(BLOCK_DIMENSIONS.clap).buffer);
  const hash = createHash('sha256').update(audio).digest('hex');
  sounds[hash] = { seconds: embedding.seconds, features: Buffer.from(features).toString('base64') };
}
await engine.close();
await writeFile(TARGET, `${JSON.stringify({ version: ENGINE_VERSION, sounds }, null, 1)}\n`);
