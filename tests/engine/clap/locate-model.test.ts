import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import { locateModel } from '../../../src/engine/clap/locate-model.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

let modelsDir: string;

beforeEach(async () => {
  modelsDir = await temporaryFolder();
});

describe('a model is found', () => {
  test('by its name below the models folder', async () => {
    const folder = await writeStandIn(modelsDir);
    expect(folder).toBe(join(modelsDir, 'Xenova/clap-htsat-unfused'));
    const found = await locateModel({ modelsDir });
    expect(found.audio).toEqual({ path: join(folder, 'onnx/audio_model_quantized.onnx'), dtype: 'q8' });
    expect(found.text).toEqual({ path: join(folder, 'onnx/text_model_quantized.onnx'), dtype: 'q8' });
  });

  test('in the models folder itself', async () => {
    const folder = await writeStandIn(modelsDir);
    expect((await locateModel({ modelsDir: folder })).folder).toBe(folder);
  });

  test('by another name, if that is given', async () => {
    await writeStandIn(modelsDir, { id: 'someone/larger_clap' });
    await expect(locateModel({ modelsDir })).rejects.toMatchObject({ reason: 'missing' });
    expect((await locateModel({ modelsDir, id: 'someone/larger_clap' })).name).toBe('stand-in for someone/larger_clap');
  });

  test('without its text network, for sounds alone', async () => {
    const folder = await writeStandIn(modelsDir);
    await rm(join(folder, 'onnx/text_model_quantized.onnx'));
    expect((await locateModel({ modelsDir })).text).toBeNull();
  });
});

describe('a model is rejected', () => {
  test.each(['../../etc', '/etc', 'a/../..', 'only-one-part', 'a/b/c', 'a/.hidden'])(
    'if its name is invalid or leads out of the models folder: %s',
    async (id) => {
      await writeStandIn(modelsDir);
      await expect(locateModel({ modelsDir, id })).rejects.toMatchObject({ reason: 'missing' });
    },
  );

  test('if the folder is empty, with the command that downloads it', async () => {
    await expect(locateModel({ modelsDir })).rejects.toMatchObject({
      reason: 'missing',
      message: expect.stringContaining('npm run model'),
    });
  });

  test.each(['preprocessor_config.json', 'onnx/audio_model_quantized.onnx'])('if %s is missing', async (file) => {
    const folder = await writeStandIn(modelsDir);
    await rm(join(folder, file));
    await expect(locateModel({ modelsDir })).rejects.toMatchObject({ reason: 'incomplete' });
  });

  test('if its config.json is truncated', async () => {
    const folder = await writeStandIn(modelsDir);
    const path = join(folder, 'config.json');
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, 20));
    await expect(locateModel({ modelsDir })).rejects.toMatchObject({ reason: 'unreadable' });
  });

  test.each([
    { sampling_rate: 44_100 },
    { truncation: 'fusion' },
    { feature_size: 80 },
    { top_db: 80 },
    { nb_max_samples: 240_000 },
  ])('if its preprocessing settings differ: %o', async (change) => {
    const folder = await writeStandIn(modelsDir);
    const path = join(folder, 'preprocessor_config.json');
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }));
    await expect(locateModel({ modelsDir })).rejects.toMatchObject({
      reason: 'wrong-shape',
      message: expect.stringContaining(Object.keys(change)[0] ?? ''),
    });
  });
});

describe('the stamp of a model folder', () => {
  test('stays the same while no file changes', async () => {
    await writeStandIn(modelsDir);
    expect((await locateModel({ modelsDir })).stamp).toBe((await locateModel({ modelsDir })).stamp);
  });

  test('changes with the time of a file, and if a file is replaced by a copy', async () => {
    const folder = await writeStandIn(modelsDir);
    const path = join(folder, 'onnx/audio_model_quantized.onnx');
    const first = (await locateModel({ modelsDir })).stamp;
    await utimes(path, new Date(0), new Date(0));
    const second = (await locateModel({ modelsDir })).stamp;
    expect(second).not.toBe(first);
    await writeFile(`${path}.new`, await readFile(path));
    await utimes(`${path}.new`, new Date(0), new Date(0));
    await rename(`${path}.new`, path);
    expect((await locateModel({ modelsDir })).stamp).not.toBe(second);
  });
});
