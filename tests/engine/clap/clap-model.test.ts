import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeModel, type Graph } from '../../../scripts/clap-stand-in/encode-onnx.ts';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import { type ClapModel, loadClapModel } from '../../../src/engine/clap/clap-model.ts';
import { ClapUnavailable, type ClapUnavailableReason } from '../../../src/engine/clap/clap-unavailable.ts';
import { meanEmbedding } from '../../../src/engine/clap/mean-embedding.ts';
import { loadTextModel } from '../../../src/engine/clap/text-model.ts';
import { cutWindows } from '../../../src/engine/clap/windows.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { noise, sine } from '../../helpers/signals.ts';
import { sharedFolder, temporaryFolder } from '../../helpers/temporary-folder.ts';

let modelsDir: string;
const AUDIO = 'Xenova/clap-htsat-unfused/onnx/audio_model_quantized.onnx';
const TEXT = 'Xenova/clap-htsat-unfused/onnx/text_model_quantized.onnx';

beforeEach(async () => {
  modelsDir = await temporaryFolder();
});

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);
}

async function reasonOf(promise: Promise<unknown>): Promise<ClapUnavailableReason> {
  const error = await promise.then(() => null).catch((caught: unknown) => caught);
  if (!(error instanceof ClapUnavailable)) throw new Error(`not ClapUnavailable: ${error}`);
  expect(error.message).not.toContain('\n');
  return error.reason;
}

describe('a loaded model', () => {
  const folder = sharedFolder();
  let clap: ClapModel;
  beforeAll(async () => {
    await writeStandIn(folder);
    clap = await loadClapModel({ modelsDir: folder });
    return async () => {
      await clap.close();
    };
  });

  test('embeds a sound as a unit vector of 512 numbers', async () => {
    const vector = await clap.embedAudio(noise(CLAP_RATE, 3));
    expect(vector).toHaveLength(512);
    expect(cosine(vector, vector)).toBeCloseTo(1, 6);
  });

  test('gives a long sound the same bits every time, without random crops', async () => {
    const sound = noise(CLAP_RATE, 35, 0.5);
    const first = await clap.embedAudio(sound);
    const second = await clap.embedAudio(sound.slice());
    expect(Buffer.from(second.buffer).equals(Buffer.from(first.buffer))).toBe(true);
  });

  test('fills the window with a clip whose length divides ten seconds', async () => {
    const five = noise(CLAP_RATE, 5, 0.3);
    const ten = new Float32Array(2 * five.length);
    ten.set(five);
    ten.set(five, five.length);
    expect(await clap.embedAudio(five)).toEqual(await clap.embedAudio(ten));
  });

  test('embeds each window independently of the others', async () => {
    const sound = Float32Array.from([...sine(200, 12, CLAP_RATE), ...noise(CLAP_RATE, 12)]);
    const alone: Float32Array[] = [];
    for (const window of cutWindows(sound)) alone.push(await clap.embedWindow(window));
    expect(alone).toHaveLength(3);
    expect(cosine(await clap.embedAudio(sound), meanEmbedding(alone))).toBeCloseTo(1, 6);
  });

  test('gives similar sounds similar vectors, and different sounds different ones', async () => {
    const low = await clap.embedAudio(sine(110, 2, CLAP_RATE));
    const lower = await clap.embedAudio(sine(100, 3, CLAP_RATE, 0.25));
    const hiss = await clap.embedAudio(noise(CLAP_RATE, 2));
    expect(cosine(low, lower)).toBeGreaterThan(0.9);
    expect(cosine(low, hiss)).toBeLessThan(0.5);
  });

  test('rejects an empty sound', async () => {
    await expect(clap.embedAudio(new Float32Array(0))).rejects.toThrow(RangeError);
    await expect(clap.embedWindow(new Float32Array(0))).rejects.toThrow(RangeError);
  });

  test('rejects a sample that is not finite', async () => {
    const sound = noise(CLAP_RATE, 1);
    sound[100] = Number.NaN;
    await expect(clap.embedAudio(sound)).rejects.toThrow(RangeError);
  });

  test('has an id that names it a stand-in', () => {
    expect(clap.id).toMatch(/^stand-in for Xenova\/clap-htsat-unfused:q8:[0-9a-f]{16}$/);
  });
});

describe('loading a model', () => {
  test('happens once for several calls, which share one promise', async () => {
    await writeStandIn(modelsDir);
    const first = loadClapModel({ modelsDir });
    expect(loadClapModel({ modelsDir })).toBe(first);
    const clap = await first;
    expect(loadClapModel({ modelsDir })).toBe(first);
    await clap.close();
  });

  test('is tried again by the next call after a failure', async () => {
    expect(await reasonOf(loadClapModel({ modelsDir }))).toBe('missing');
    await writeStandIn(modelsDir);
    const clap = await loadClapModel({ modelsDir });
    await clap.close();
  });

  test('gives a model that stays the same when its files are replaced; loading again gives another id', async () => {
    await writeStandIn(modelsDir);
    const before = await loadClapModel({ modelsDir });
    const sound = sine(300, 1, CLAP_RATE);
    const vector = await before.embedAudio(sound);
    await writeStandIn(modelsDir, { seed: 2 });

    expect(await before.embedAudio(sound)).toEqual(vector);
    await before.close();

    const after = await loadClapModel({ modelsDir });
    expect(after.id).not.toBe(before.id);
    await after.close();
  });

  test('uses full precision if that is requested and exists, and otherwise the other precision', async () => {
    await writeStandIn(modelsDir, { dtype: 'q8' });
    const quantized = await loadClapModel({ modelsDir, dtype: 'fp32' });
    expect(quantized.id).toContain(':q8:');
    await writeStandIn(modelsDir, { dtype: 'fp32', seed: 2 });
    await quantized.close();
    const full = await loadClapModel({ modelsDir, dtype: 'fp32' });
    expect(full.id).toContain(':fp32:');
    await full.close();
  });
});

describe('an unusable model is rejected with one line, without a crash', () => {
  beforeEach(async () => {
    await writeStandIn(modelsDir);
  });

  test.each([0, 1, 1000, 300_000])('if it is truncated to %d bytes', async (size) => {
    await truncate(join(modelsDir, AUDIO), size);
    expect(await reasonOf(loadClapModel({ modelsDir }))).toBe('unreadable');
  });

  test('if it is an error page saved as a model', async () => {
    await writeFile(join(modelsDir, AUDIO), '<html>404 Not Found</html>');
    expect(await reasonOf(loadClapModel({ modelsDir }))).toBe('unreadable');
  });

  test('if its network has other inputs and outputs', async () => {
    await writeFile(join(modelsDir, AUDIO), await readFile(join(modelsDir, TEXT)));
    expect(await reasonOf(loadClapModel({ modelsDir }))).toBe('wrong-shape');
  });

  const network = (node: Graph['nodes'][number], constants: Graph['constants'], output: string): Uint8Array =>
    encodeModel({
      name: 'no CLAP',
      inputs: [{ name: 'input_features', type: 'float', dims: ['batch', 1, 1001, 64] }],
      outputs: [{ name: output, type: 'float', dims: ['batch', 'size'] }],
      constants,
      nodes: [node],
    });

  test('if its vectors have another length', async () => {
    const node = {
      op: 'ReduceMean',
      inputs: ['input_features'],
      output: 'audio_embeds',
      attributes: { axes: [1, 2], keepdims: 0 },
    };
    await writeFile(join(modelsDir, AUDIO), network(node, {}, 'audio_embeds'));
    expect(await reasonOf(loadClapModel({ modelsDir }))).toBe('wrong-shape');
  });

  test.each([
    ['not a number', Number.NaN],
    ['zero', 0],
  ])('if its vectors are %s', async (_, value) => {
    const constants = { fixed: { dims: [1, 512], data: new Float32Array(512).fill(value) } };
    const node = { op: 'Identity', inputs: ['fixed'], output: 'audio_embeds' };
    await writeFile(join(modelsDir, AUDIO), network(node, constants, 'audio_embeds'));
    expect(await reasonOf(loadClapModel({ modelsDir }))).toBe('wrong-shape');
  });

  test('for texts only if its text network is truncated, so that sounds are still embedded', async () => {
    await truncate(join(modelsDir, TEXT), 1000);
    const clap = await loadClapModel({ modelsDir });
    expect(await clap.embedAudio(sine(300, 1, CLAP_RATE))).toHaveLength(512);
    expect(await reasonOf(loadTextModel({ modelsDir }))).toBe('unreadable');
    await clap.close();
  });
});

test('a machine on which ONNX Runtime does not load has no CLAP, and does not crash', async () => {
  await writeStandIn(modelsDir);
  vi.resetModules();
  vi.doMock('onnxruntime-node', () => {
    throw new Error('ERR_DLOPEN_FAILED');
  });
  const { loadClapModel: freshLoad } = await import('../../../src/engine/clap/clap-model.ts');
  await expect(freshLoad({ modelsDir })).rejects.toMatchObject({ name: 'ClapUnavailable', reason: 'unsupported' });
  vi.doUnmock('onnxruntime-node');
});
