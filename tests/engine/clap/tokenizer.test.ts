import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeStandIn } from '../../../scripts/stand-in/write-stand-in.ts';
import { ClapUnavailable } from '../../../src/engine/clap/locate.ts';
import { type Clap, loadClap } from '../../../src/engine/clap/model.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { sine } from '../../helpers/signals.ts';

let modelsDir: string;
let clap: Clap;

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'clap-'));
  await writeStandIn(modelsDir);
  clap = await loadClap({ modelsDir });
});

afterAll(async () => {
  await clap.close();
  await rm(modelsDir, { recursive: true });
});

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);

describe('a description', () => {
  test('gets a unit vector in the space of the sounds', async () => {
    const vector = await clap.embedText('a low drone');
    expect(vector).toHaveLength(512);
    expect(cosine(vector, vector)).toBeCloseTo(1, 6);
  });

  test('finds the sounds that it fits', async () => {
    const [low, bright] = [await clap.embedText('something low'), await clap.embedText('something bright')];
    const bass = await clap.embedAudio(sine(60, 2, CLAP_RATE));
    const whistle = await clap.embedAudio(sine(9000, 2, CLAP_RATE));
    expect(cosine(low, bass)).toBeGreaterThan(cosine(low, whistle) + 0.3);
    expect(cosine(bright, whistle)).toBeGreaterThan(cosine(bright, bass) + 0.3);
  });

  test('gets the same bits every time', async () => {
    expect(await clap.embedText('steady noise')).toEqual(await clap.embedText('steady noise'));
  });

  test('may be anything that a person can type', async () => {
    for (const text of ['', '🥁🎵', 'ein Geräusch', '$& $1 {text}', 'drum '.repeat(500)]) {
      expect(await clap.embedText(text)).toHaveLength(512);
    }
  });

  test('is read inside the prompt', async () => {
    const plain = await loadClap({ modelsDir, prompt: '{text}' });
    const prompted = await loadClap({ modelsDir, prompt: 'drum {text}' });
    expect(await plain.embedText('This is a sound of low')).toEqual(await clap.embedText('low'));
    expect(await plain.embedText('drum low')).toEqual(await prompted.embedText('low'));
    await plain.close();
    await prompted.close();
  });
});

describe('a tokeniser that is no good is refused in one line', () => {
  test.each([
    ['cut off', '{"version": "1.0", "model'],
    ['of another kind', '{"model": {"type": "WordPiece"}}'],
    ['without its parts', '{"model": {"type": "BPE"}}'],
  ])('%s', async (_, content) => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'clap-'));
    const folder = await writeStandIn(elsewhere);
    await writeFile(join(folder, 'tokenizer.json'), content);
    const sounds = await loadClap({ modelsDir: elsewhere });
    await expect(sounds.embedText('low')).rejects.toThrow(ClapUnavailable);
    await sounds.close();
    await rm(elsewhere, { recursive: true });
  });
});
