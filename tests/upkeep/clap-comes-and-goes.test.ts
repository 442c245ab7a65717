import { appendFile, cp, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { createEngine } from '../../src/engine/index.ts';
import { refreshSounds } from '../../src/upkeep/refresh-sounds.ts';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { test as inFolder } from '../helpers/test.ts';

// These tests use a small stand-in CLAP model, which the engine loads with the same code as the real model.

const test = inFolder
  .extend('modelsDir', ({ folder }) => join(folder, 'models'))
  .extend('warnings', (): string[] => [])
  .extend('engine', async ({ modelsDir, warnings }, { onCleanup }) => {
    const onWarning = (text: string) => warnings.push(text);
    const engine = await createEngine({ modelsDir, threads: 1, decoder: 'wasm', onWarning });
    onCleanup(() => engine.close());
    return engine;
  })
  .extend('library', ({ libraries }) => libraries.open('1'))
  /** Adds the tone to the library. Returns the id of the sound. */
  .extend('add', ({ engine, library }) => async () => {
    const audio = toneFile();
    const embedding = await engine.embed(audio);
    const addedBy = { id: '1', name: 'someone' };
    const sound = { label: 'tone', tags: [], addedBy, messageUrl: null, fileName: 'tone.wav', embedding, audio };
    return (await library.change((writer) => writer.add(sound))).id;
  });

const never = new AbortController().signal;

describe('a model that is installed while the engine runs', () => {
  test('is loaded without a restart; older sounds are compared acoustically until they are re-embedded', async ({
    modelsDir,
    engine,
    libraries,
    library,
    add,
  }) => {
    expect(engine.mode).toBe('acoustic');
    const before = await add();
    await writeStandIn(modelsDir);
    expect(await engine.refresh()).toBe('clap');
    const query = await engine.embed(toneFile());
    const old = library.embedding(before);
    expect(old && engine.compare(query, old)).toMatchObject({ clap: null, score: expect.closeTo(1, 5) });

    expect(await refreshSounds(engine, libraries, never)).toEqual({ done: 1, failed: new Map(), retryReason: null });
    const reembedded = library.embedding(before);
    expect(reembedded && engine.compare(query, reembedded).clap).toBeCloseTo(1, 5);
    expect(await refreshSounds(engine, libraries, never)).toEqual({ done: 0, failed: new Map(), retryReason: null });
  });

  test('enables searches by words', async ({ modelsDir, engine, library, add }) => {
    await writeStandIn(modelsDir);
    await engine.refresh();
    await add();
    const words = await engine.embedText('a tone');
    expect(Math.hypot(...(words.clap ?? []))).toBeCloseTo(1, 5);
    const [hit] = await library.search(engine.query(words), { top: 1 });
    const stored = hit && library.embedding(hit.sound.id);
    const comparison = stored && engine.compare(words, stored);
    expect(hit?.score).toBeCloseTo(comparison?.clap ?? Number.NaN, 5);
    expect(comparison?.reasons).toEqual([]);
  });
});

describe('a model that changes while it is in use', () => {
  test.beforeEach(async ({ modelsDir, engine }) => {
    await writeStandIn(modelsDir);
    await engine.refresh();
  });

  const AUDIO_MODEL = 'Xenova/clap-htsat-unfused/onnx/audio_model_quantized.onnx';

  test('is never compared with the previous model', async ({ modelsDir, engine, libraries, library, add }) => {
    const id = await add();
    const first = engine.clapModel;
    // Appends an empty protobuf field of an unknown number. The file changes, but the network in the file does not.
    await appendFile(join(modelsDir, AUDIO_MODEL), Buffer.from([0xfa, 0x3f, 0x00]));
    expect(await engine.refresh()).toBe('clap');
    expect(engine.clapModel).not.toBe(first);
    const old = library.embedding(id);
    const query = await engine.embed(toneFile());
    expect(old && engine.compare(query, old).clap).toBeNull();
    expect((await refreshSounds(engine, libraries, never)).done).toBe(1);
    expect(library.get(id)?.clapModel).toBe(engine.clapModel);
  });

  test('is unloaded with one warning if its file is truncated', async ({ modelsDir, warnings, engine }) => {
    await truncate(join(modelsDir, AUDIO_MODEL), 1000);
    expect(await engine.refresh()).toBe('acoustic');
    expect(await engine.refresh()).toBe('acoustic');
    expect(warnings).toEqual([expect.stringMatching(/^CLAP cannot be used.*audio_model_quantized\.onnx/)]);
    expect((await engine.embed(noiseFile())).clap).toBeNull();
  });

  test('is unloaded if its files are removed, and loaded if they return', async ({
    folder,
    modelsDir,
    warnings,
    engine,
  }) => {
    await cp(modelsDir, join(folder, 'kept'), { recursive: true });
    await rm(modelsDir, { recursive: true });
    expect(await engine.refresh()).toBe('acoustic');
    expect(warnings).toHaveLength(1);
    await cp(join(folder, 'kept'), modelsDir, { recursive: true });
    expect(await engine.refresh()).toBe('clap');
  });
});
