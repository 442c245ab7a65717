import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import { fillLibrary } from '../../src/trial/fill-library.ts';
import { samplePath } from '../helpers/samples.ts';
import { test } from '../helpers/test.ts';

test('filling the library starts no further sound after a failure, and waits for the sounds in progress', async ({
  folder,
  realEngine,
  libraries,
}) => {
  const samples = join(folder, 'samples');
  for (const name of ['drum_cowbell', 'bass_hit_c', 'elec_plip', 'guit_em9', 'perc_snap'])
    await cp(samplePath(name), join(samples, `${name}.flac`));
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
