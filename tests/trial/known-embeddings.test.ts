import { createHash } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { pack } from '../../src/engine/embedding.ts';
import { fillLibrary } from '../../src/trial/fill-library.ts';
import { knownEmbedding } from '../../src/trial/known-embeddings.ts';
import { SAMPLE_NAMES, samplePath } from '../helpers/samples.ts';
import { test } from '../helpers/test.ts';

async function known(name: string) {
  const file = await readFile(samplePath(name));
  return { file, embedding: knownEmbedding(createHash('sha256').update(file).digest('hex')) };
}

// If this fails after a change of the engine, run `npx tsx scripts/embed-starting-library.ts`.
describe('the known embeddings of the starting library', () => {
  test('are those of this version of the engine, and of every sample', async () => {
    const unknown: string[] = [];
    for (const name of SAMPLE_NAMES) if (!(await known(name)).embedding) unknown.push(name);
    expect(unknown).toEqual([]);
  });

  test.for(SAMPLE_NAMES.filter((_, index) => index % 40 === 0))(
    'equal a new analysis: %s',
    async (name, { realEngine }) => {
      const { file, embedding } = await known(name);
      const analyzed = await realEngine.embed(file);
      expect(embedding && pack(embedding)).toEqual(pack({ ...analyzed, clapModel: null, clap: null }));
      expect(embedding?.seconds).toBe(analyzed.seconds);
    },
  );

  test('are not used if CLAP is loaded, which analyzes each sample', async ({ folder, libraries, realEngine }) => {
    await cp(samplePath('drum_cowbell'), join(folder, 'samples/drum_cowbell.flac'));
    let analyses = 0;
    const embed: typeof realEngine.embed = (file, how) => {
      analyses += 1;
      return realEngine.embed(file, how);
    };
    const fill = async (id: string, clapModel: string | null) => {
      const library = await libraries.open(id);
      const options = { concurrency: 1, onProgress: () => {} };
      await fillLibrary({ ...realEngine, embed, clapModel }, library, join(folder, 'samples'), options);
      expect(library.size).toBe(1);
      return analyses;
    };
    expect(await fill('1', null)).toBe(0);
    expect(await fill('2', 'a model')).toBe(1);
  });
});
