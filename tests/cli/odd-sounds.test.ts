import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wav } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { fast } from './soundalike.ts';

const RATE = 22_050;
const folder = sharedFolder();

/** Sounds in which most features and descriptors are not defined. */
const SOUNDS = {
  click: Float32Array.from({ length: RATE / 10 }, (_, i) => Number(i === 100)),
  constant: new Float32Array(RATE / 2).fill(1),
  steps: Float32Array.from({ length: RATE }, (_, i) => (i < RATE / 2 ? 0 : 1)),
  whisper: Float32Array.from({ length: RATE / 4 }, (_, i) => (i % 2 ? 1 : -1) / 2 ** 15),
  silent: new Float32Array(RATE / 2),
};

it('soundalike prints no values that are not numbers for clicks, constants and silence', async () => {
  const files = await Promise.all(
    Object.entries(SOUNDS).map(async ([name, samples]) => {
      const file = join(folder, `${name}.wav`);
      await writeFile(file, wav(samples, RATE));
      return file;
    }),
  );
  const [click = '', constant = '', steps = ''] = files;
  const library = join(folder, 'library');
  const runs = [
    ['describe', ...files],
    ['compare', click, constant],
    ['compare', constant, steps],
    ['embed', ...files],
    ['add', ...files, '--library', library],
    ['list', '--library', library],
    ['search', ...files, '--library', library],
    ...['tune', 'beat', 'part'].map((by) => ['search', steps, '--library', library, '--by', by]),
    ['duplicates', '--library', library],
  ];
  for (const run of runs) {
    const { stdout, stderr } = await fast(...run);
    expect(`${stdout}${stderr}`, run[0]).toMatch(/\S/);
    expect(`${stdout}${stderr}`, run[0]).not.toMatch(/NaN|Infinity|undefined|null/);
  }
});
