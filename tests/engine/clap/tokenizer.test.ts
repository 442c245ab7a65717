import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import { type ClapModel, loadClapModel } from '../../../src/engine/clap/clap-model.ts';
import { ClapUnavailable } from '../../../src/engine/clap/clap-unavailable.ts';
import { loadTextModel, type TextModel } from '../../../src/engine/clap/text-model.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { sine } from '../../helpers/signals.ts';
import { sharedFolder, temporaryFolder } from '../../helpers/temporary-folder.ts';

const modelsDir = sharedFolder();
let sounds: ClapModel;
let texts: TextModel;

beforeAll(async () => {
  await writeStandIn(modelsDir);
  sounds = await loadClapModel({ modelsDir });
  texts = await loadTextModel({ modelsDir });
});

afterAll(async () => {
  await Promise.all([sounds.close(), texts.close()]);
});

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);

describe('a description', () => {
  test('has a unit vector in the same space as sounds', async () => {
    const vector = await texts.embedText('a low drone');
    expect(vector).toHaveLength(512);
    expect(cosine(vector, vector)).toBeCloseTo(1, 6);
  });

  test('is most similar to the sounds that it describes', async () => {
    const [low, bright] = [await texts.embedText('something low'), await texts.embedText('something bright')];
    const bass = await sounds.embedAudio(sine(60, 2, CLAP_RATE));
    const whistle = await sounds.embedAudio(sine(9000, 2, CLAP_RATE));
    expect(cosine(low, bass)).toBeGreaterThan(cosine(low, whistle) + 0.3);
    expect(cosine(bright, whistle)).toBeGreaterThan(cosine(bright, bass) + 0.3);
  });

  test('has the same bits every time', async () => {
    expect(await texts.embedText('steady noise')).toEqual(await texts.embedText('steady noise'));
  });

  test('may be any text that a person can type', async () => {
    for (const text of ['', '🥁🎵', 'ein Geräusch', '$& $1 {text}', 'drum '.repeat(500)]) {
      expect(await texts.embedText(text)).toHaveLength(512);
    }
  });

  test('is tokenized inside the prompt', async () => {
    const tokenized: string[] = [];
    vi.resetModules();
    vi.doMock('../../../src/engine/clap/tokenizer.ts', () => ({
      loadTokenizer: async () => (text: string) => {
        tokenized.push(text);
        return [0, 2];
      },
    }));
    const { loadTextModel: loadAgain } = await import('../../../src/engine/clap/text-model.ts');
    const model = await loadAgain({ modelsDir });
    await model.embedText('low $& {text}');
    expect(tokenized).toEqual(['This is a sound of low $& {text}']);
    await model.close();
    vi.doUnmock('../../../src/engine/clap/tokenizer.ts');
  });
});

describe('an unusable tokenizer is rejected', () => {
  test.each([
    ['cut off', '{"version": "1.0", "model'],
    ['of another type', '{"model": {"type": "WordPiece"}}'],
    ['incomplete', '{"model": {"type": "BPE"}}'],
  ])('if it is %s', async (_, content) => {
    const elsewhere = await temporaryFolder();
    const folder = await writeStandIn(elsewhere);
    await writeFile(join(folder, 'tokenizer.json'), content);
    const loading = loadTextModel({ modelsDir: elsewhere }).then((model) => model.embedText('low'));
    await expect(loading).rejects.toThrow(ClapUnavailable);
  });
});
