import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import { fillLibrary } from '../../src/trial/fill-library.ts';
import { toneFile } from '../helpers/signals.ts';
import { test } from '../helpers/test.ts';

test('filling the library starts no further sound after a failure, and waits for the sounds in progress', async ({
  folder,
  realEngine,
  libraries,
}) => {
  const samples = join(folder, 'samples');
  await mkdir(samples);
  // Files that are none of the starting samples, so that the engine analyzes them.
  for (const hertz of [220, 330, 440, 550, 660]) await writeFile(join(samples, `${hertz}.flac`), toneFile(hertz));
  let asked = 0;
  const engine: Engine = {
    ...realEngine,
    async embed(audio, how) {
      asked += 1;
      if (asked === 1) throw new UserError({ code: 'analysisTooSlow', seconds: 60 });
      return realEngine.embed(audio, how);
    },
  };
  const library = await libraries.open('1');
  const filling = fillLibrary(engine, library, samples, { concurrency: 2, onProgress: () => {} });
  await expect(filling).rejects.toMatchObject({ kind: 'too-long' });
  expect(asked).toBe(2);
  expect(library.size).toBe(1);
});
