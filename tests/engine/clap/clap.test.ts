import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import { DEFAULT_CLAP_MODEL } from '../../../src/config.ts';
import { type ClapPoolOptions, createClap } from '../../../src/engine/clap/clap.ts';
import { createEngine, type Engine } from '../../../src/engine/index.ts';
import { samplePath } from '../../helpers/samples.ts';
import { noise, sine, wav } from '../../helpers/signals.ts';
import { sharedFolder } from '../../helpers/temporary-folder.ts';

const modelsDir = sharedFolder();
let engine: Engine | undefined;

afterEach(() => engine?.close());

/** Loads the CLAP model in `modelsDir`, without the rest of the engine. */
async function loadClap(threads = 1) {
  const options: ClapPoolOptions = { modelsDir, threads, timeoutMs: 60_000, maxWaiting: 8 };
  const clap = createClap(options, () => {});
  await clap.refresh();
  return clap;
}

async function startEngine(): Promise<Engine> {
  engine = await createEngine({ modelsDir, decoder: 'wasm', threads: 1 });
  return engine;
}

describe('an engine with a model', () => {
  let loaded: Engine;
  beforeAll(async () => {
    await writeStandIn(modelsDir);
    loaded = await createEngine({ modelsDir, decoder: 'wasm', threads: 1 });
  });
  afterAll(() => loaded.close());

  test('gives a sound a similar vector at another sample rate and level', async () => {
    const { embed, compare, mode } = loaded;
    expect(mode).toBe('clap');
    const [sound, again] = [
      await embed(wav(sine(330, 4, 48_000), 48_000)),
      await embed(wav(sine(330, 4, 22_050, 0.25), 22_050)),
    ];
    const other = await embed(wav(noise(48_000, 4), 48_000));
    expect(sound.clap).toHaveLength(512);
    expect(sound.clapModel).toMatch(/^stand-in for /);
    expect(compare(sound, again).clap).toBeGreaterThan(0.9);
    expect(compare(sound, other).clap).toBeLessThan(0.5);
  });

  test('finds sounds by a description', async () => {
    const { embed, embedText, compare } = loaded;
    const words = await embedText('low drone');
    expect(words).toMatchObject({ seconds: 0, clapModel: loaded.clapModel });
    const [drone, hat] = [await embed(samplePath('bass_dnb_f')), await embed(samplePath('drum_cymbal_closed'))];
    expect(compare(words, drone).clap).toBeGreaterThan(compare(words, hat).clap ?? 1);
  });

  test('gives a sound the same vector with silence before and after it', async () => {
    const { embed, compare } = loaded;
    const hiss = noise(48_000, 4.9);
    const padded = new Float32Array(12 * 48_000);
    padded.set(hiss, 5 * 48_000);
    const [alone, silent] = [await embed(wav(hiss, 48_000)), await embed(wav(padded, 48_000))];
    expect(compare(alone, silent).clap).toBeGreaterThan(0.99);
  });
});

describe('a model', () => {
  beforeAll(() => writeStandIn(modelsDir));

  test('loads the text network in one thread, however many threads embed sounds', async () => {
    const clap = await loadClap(4);
    onTestFinished(() => clap.close());
    await clap.embedText('low drone');
    // No further thread could load the text network now.
    const text = join(modelsDir, 'Xenova/clap-htsat-unfused/onnx/text_model_quantized.onnx');
    await rename(text, `${text}.moved`);
    onTestFinished(() => rename(`${text}.moved`, text));
    const found = await Promise.all(Array.from({ length: 8 }, () => clap.embedText('low drone')));
    for (const { vector } of found) expect(vector).toHaveLength(512);
  });

  test('does not embed the queued windows of a sound that is cancelled', async () => {
    const clap = await loadClap();
    onTestFinished(() => clap.close());
    const windows = () => Array.from({ length: 4 }, () => new Float32Array(noise(48_000, 10)));
    const cancel = new AbortController();
    const cancelled = clap.embedAudio(windows(), { signal: cancel.signal });
    cancel.abort(new Error('not any more'));
    await expect(cancelled).rejects.toThrow('not any more');
    expect((await clap.embedAudio(windows()))?.vector).toHaveLength(512);
  });

  test('that is closed finishes the running window, and returns null for the queued ones', async () => {
    const clap = await loadClap();
    const vectors = [1, 2, 3].map((seed) => clap.embedAudio([new Float32Array(noise(48_000, 10, 0.3, seed))]));
    await clap.close();
    expect(await Promise.all(vectors)).toEqual([expect.anything(), null, null]);
  });

  test('that is replaced while descriptions are embedded rejects them with the advice to try again, which works', async () => {
    const { embedText, refresh } = await startEngine();
    const words = Promise.allSettled([embedText('low drone'), embedText('bright')]);
    await rm(join(modelsDir, DEFAULT_CLAP_MODEL, 'config.json'));
    await refresh();
    await writeStandIn(modelsDir);
    await refresh();
    for (const outcome of await words) expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: 'busy' } });
    expect((await embedText('low drone')).clap).toHaveLength(512);
  });

  test('that takes too long to load starts without it, and names the model in the warning', async () => {
    const warnings: string[] = [];
    engine = await createEngine({ modelsDir, threads: 1, timeoutMs: 1, onWarning: (text) => warnings.push(text) });
    expect(engine.mode).toBe('acoustic');
    expect(warnings).toEqual([expect.stringMatching(/clap-htsat-unfused takes too long/)]);
  });

  test('that has lost its text network embeds sounds, and rejects descriptions with the reason', async () => {
    await rm(join(modelsDir, 'Xenova/clap-htsat-unfused/onnx/text_model_quantized.onnx'));
    const { embed, embedText } = await startEngine();
    expect((await embed(wav(noise(48_000, 1), 48_000))).clap).toHaveLength(512);
    await expect(embedText('low')).rejects.toMatchObject({ kind: 'needs-clap' });
    await writeStandIn(modelsDir);
  });
});
