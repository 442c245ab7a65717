import { appendFile, cp, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { openLibraries } from '../../src/storage/index.ts';
import type { Libraries, Library } from '../../src/storage/library.ts';
import { refreshSounds } from '../../src/upkeep/refresh-sounds.ts';
import { samplePath } from '../helpers/samples.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

// These tests use a small stand-in CLAP model, which the engine loads with the same code as the real model.

let folder: string;
let modelsDir: string;
let warnings: string[];
let engine: Engine;
let libraries: Libraries;
let library: Library;

beforeEach(async () => {
  folder = await temporaryFolder();
  modelsDir = join(folder, 'models');
  warnings = [];
  engine = await createEngine({ modelsDir, threads: 1, decoder: 'wasm', onWarning: (text) => warnings.push(text) });
  libraries = await openLibraries({ store: 'lowdb', dataDir: join(folder, 'data') });
  library = await libraries.open('1');
});
afterEach(async () => {
  await engine.close();
  await libraries.close();
});

async function add(name: string): Promise<string> {
  const audio = await readFile(samplePath(name));
  const embedding = await engine.embed(audio);
  const addedBy = { id: '1', name: 'someone' };
  const sound = { label: name, tags: [], addedBy, messageUrl: null, fileName: `${name}.flac`, embedding, audio };
  return (await library.change((writer) => writer.add(sound))).id;
}

const never = new AbortController().signal;

describe('a model that is installed while the engine runs', () => {
  it('is loaded without a restart; older sounds are compared acoustically until they are re-embedded', async () => {
    expect(engine.mode).toBe('acoustic');
    const before = await add('ambi_choir');
    await writeStandIn(modelsDir);
    expect(await engine.refresh()).toBe('clap');
    const query = await engine.embed(samplePath('ambi_choir'));
    const old = library.embedding(before);
    expect(old && engine.compare(query, old)).toMatchObject({ clap: null, score: expect.closeTo(1, 5) });

    expect(await refreshSounds(engine, libraries, never)).toEqual({ done: 1, failed: new Map(), retryReason: null });
    const reembedded = library.embedding(before);
    expect(reembedded && engine.compare(query, reembedded).clap).toBeCloseTo(1, 5);
    expect(await refreshSounds(engine, libraries, never)).toEqual({ done: 0, failed: new Map(), retryReason: null });
  });

  it('enables searches by words', async () => {
    await writeStandIn(modelsDir);
    await engine.refresh();
    await add('ambi_choir');
    const words = await engine.embedText('a choir');
    expect(Math.hypot(...(words.clap ?? []))).toBeCloseTo(1, 5);
    const [hit] = await library.search(engine.query(words), { top: 1 });
    const stored = hit && library.embedding(hit.sound.id);
    const comparison = stored && engine.compare(words, stored);
    expect(hit?.score).toBeCloseTo(comparison?.clap ?? Number.NaN, 5);
    expect(comparison?.reasons).toEqual([]);
  });
});

describe('a model that changes while it is in use', () => {
  beforeEach(async () => {
    await writeStandIn(modelsDir);
    await engine.refresh();
  });

  const audioModel = () => join(modelsDir, 'Xenova/clap-htsat-unfused/onnx/audio_model_quantized.onnx');

  it('is never compared with the previous model', async () => {
    const id = await add('ambi_choir');
    const first = engine.clapModel;
    // Appends an empty protobuf field of an unknown number. The file changes, but the network in the file does not.
    await appendFile(audioModel(), Buffer.from([0xfa, 0x3f, 0x00]));
    expect(await engine.refresh()).toBe('clap');
    expect(engine.clapModel).not.toBe(first);
    const old = library.embedding(id);
    const query = await engine.embed(samplePath('ambi_choir'));
    expect(old && engine.compare(query, old).clap).toBeNull();
    expect((await refreshSounds(engine, libraries, never)).done).toBe(1);
    expect(library.get(id)?.clapModel).toBe(engine.clapModel);
  });

  it('is unloaded with one warning if its file is truncated', async () => {
    await truncate(audioModel(), 1000);
    expect(await engine.refresh()).toBe('acoustic');
    expect(await engine.refresh()).toBe('acoustic');
    expect(warnings).toEqual([expect.stringMatching(/^CLAP cannot be used.*audio_model_quantized\.onnx/)]);
    expect((await engine.embed(samplePath('bd_haus'))).clap).toBeNull();
  });

  it('is unloaded if its files are removed, and loaded if they return', async () => {
    await cp(modelsDir, join(folder, 'kept'), { recursive: true });
    await rm(modelsDir, { recursive: true });
    expect(await engine.refresh()).toBe('acoustic');
    expect(warnings).toHaveLength(1);
    await cp(join(folder, 'kept'), modelsDir, { recursive: true });
    expect(await engine.refresh()).toBe('clap');
  });
});
