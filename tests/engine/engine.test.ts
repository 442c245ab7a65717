import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEngine, type Embedding, type Engine, FEATURE_NAMES } from '../../src/engine/index.ts';
import { samplePath } from '../helpers/samples.ts';
import { click, noise, silence, sine, wav } from '../helpers/signals.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const RATE = 44_100;

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
});
afterAll(() => engine.close());

function norms(embedding: Embedding): number[] {
  return FEATURE_NAMES.map((name) => Math.hypot(...embedding.features[name]));
}

describe('an engine without CLAP', () => {
  it('is in acoustic mode and rejects descriptions', async () => {
    expect(engine.mode).toBe('acoustic');
    await expect(engine.embedText('dog barking')).rejects.toMatchObject({ kind: 'needs-clap' });
  });

  it.each([
    ['a second of silence', silence(RATE)],
    ['a single click', click(RATE)],
    ['a blip of 20 ms', sine(1000, 0.02, RATE)],
    ['three milliseconds', sine(1000, 0.003, RATE)],
    ['noise at full scale', noise(RATE)],
  ])('gives six finite blocks of unit length for %s', async (_, samples) => {
    const embedding = await engine.embed(wav(samples, RATE));
    for (const norm of norms(embedding)) expect(norm).toBeCloseTo(1, 5);
  });

  it('gives the same bits for the same bytes in every engine and with any number of threads', async () => {
    const path = samplePath('loop_amen');
    const other = await createEngine({ clap: 'off', decoder: 'wasm', threads: 2 });
    try {
      const [first, ...more] = await Promise.all([
        engine.embed(path),
        engine.embed(await readFile(path)),
        other.embed(path),
        other.embed(path),
      ]);
      for (const again of more) expect(again).toEqual(first);
    } finally {
      await other.close();
    }
  });

  it('compares the audio of short sounds, even if their fingerprints are equal', async () => {
    const [first, second] = await Promise.all([1, 2].map(async (seed) => wav(noise(RATE, 0.2, 0.5, seed), RATE)));
    const fingerprint = await engine.fingerprint(first ?? '');
    const recording = (id: string, audio = first) => ({ id, fingerprint, source: async () => audio ?? null });
    expect(await engine.relate(recording('a'), recording('b'))).toEqual({ kind: 'same recording' });
    expect(await engine.relate(recording('a'), recording('c', second))).toBeNull();
    expect(await engine.relate(recording('a'), { ...recording('d'), source: async () => null })).toBeNull();
  });

  it('scores a sound against itself as 1, with all reasons', async () => {
    const embedding = await engine.embed(samplePath('ambi_piano'));
    const comparison = engine.compare(embedding, embedding);
    expect(comparison.score).toBeCloseTo(1, 6);
    expect(comparison.clap).toBeNull();
    expect([...comparison.reasons].sort()).toEqual([...FEATURE_NAMES].sort());
  });

  it('reports each stage as it begins', async () => {
    const stages: string[] = [];
    await engine.embed(samplePath('bd_haus'), { onProgress: (stage) => stages.push(stage) });
    expect(stages).toEqual(['decoding', 'listening']);
  });

  it('stops when it is cancelled', async () => {
    const cancel = new AbortController();
    const embedding = engine.embed(samplePath('loop_amen'), {
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    });
    await expect(embedding).rejects.toMatchObject({ name: 'AbortError' });
    await expect(engine.embed(samplePath('bd_haus'))).resolves.toMatchObject({ clap: null });
  });

  it('rejects a file that is not audio, and a path without a file', async () => {
    await expect(engine.embed(new TextEncoder().encode('not a sound'))).rejects.toMatchObject({ kind: 'not-audio' });
    await expect(engine.embed('no/such/file.wav')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

it.skipIf(process.platform === 'win32')(
  'an engine stops a slow decoder before the time limit of its thread, so that the error names the reason',
  async () => {
    const folder = await temporaryFolder();
    const ffmpegPath = join(folder, 'ffmpeg');
    const script = `#!/bin/sh
if [ "$1" = -version ]; then echo 'ffmpeg version 9-fake'; exit; fi
[ -e ${folder}/slow ] && exec sleep 600
exit 1
`;
    await writeFile(ffmpegPath, script, { mode: 0o755 });
    const slow = await createEngine({ clap: 'off', decoder: 'native', ffmpegPath, threads: 1, timeoutMs: 6000 });
    onTestFinished(() => slow.close());
    // The first file starts the worker thread, so that the time limit of the second file applies to decoding alone.
    // On a busy machine the start alone may exceed the limit, and is then repeated.
    await vi.waitFor(() => expect(slow.embed(new Uint8Array(10))).rejects.toMatchObject({ kind: 'not-audio' }), 30_000);
    await writeFile(join(folder, 'slow'), '');
    await expect(slow.embed(new Uint8Array(10))).rejects.toMatchObject({
      kind: 'too-long',
      message: expect.stringContaining('too long to read'),
    });
  },
);
