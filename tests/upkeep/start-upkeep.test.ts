import { describe, expect } from 'vitest';
import { ENGINE_VERSION, type Engine } from '../../src/engine/index.ts';
import { createLog } from '../../src/log.ts';
import type { Libraries } from '../../src/storage/libraries.ts';
import { startUpkeep } from '../../src/upkeep/start-upkeep.ts';
import { broken, busy, slow, test } from './stale-sounds.ts';

test('upkeep retries after the engine was busy', async ({ libraries, stale, refusals, engine }) => {
  refusals.push(busy, busy);
  const upkeep = startUpkeep({ engine, libraries, log: createLog('silent') }, 1);
  await expect.poll(stale).toEqual([]);
  await upkeep.close();
});

test('upkeep does not retry a sound that failed', async ({ libraries, stale, refusals, asked, engine }) => {
  refusals.push(broken, slow, slow);
  const upkeep = startUpkeep({ engine, libraries, log: createLog('silent') }, 1);
  await expect.poll(async () => (await stale()).length).toBe(1);
  await upkeep.close();
  expect(asked).toHaveLength(4);
});

describe('a sound that was analyzed without the model and stored after the model changed', () => {
  const clap = new Float32Array(512).fill(512 ** -0.5);
  const modelsIn = (libraries: Libraries) => async (guild: string) =>
    (await libraries.open(guild)).list().map((sound) => sound.clapModel);

  test('is re-embedded by the final scan if all others were done before', async ({
    realEngine,
    libraries,
    addAnalyzedBy,
    stale,
  }) => {
    const models = modelsIn(libraries);
    let hasAdded = false;
    let clapModel: string | null = null;
    const upkeep = startUpkeep(
      {
        engine: {
          ...realEngine,
          get clapModel() {
            return clapModel;
          },
          async embed(source, how) {
            const embedding = await realEngine.embed(source, how);
            if (clapModel === null) return embedding;
            // The scan visits libraries in order. It has reached library 2, so it has already finished library 1.
            if (!hasAdded && (await models('2'))[0] === null && (await models('1'))[0] === 'm') {
              hasAdded = true;
              await addAnalyzedBy(ENGINE_VERSION, '1');
            }
            return { ...embedding, clapModel, clap };
          },
        },
        libraries,
        log: createLog('silent'),
      },
      1,
    );
    await expect.poll(stale, { timeout: 5000 }).toEqual([]);
    clapModel = 'm';
    await expect.poll(() => models('1'), { timeout: 5000 }).toEqual(['m', 'm']);
    await upkeep.close();
  });

  test('is re-embedded if the model had failed and works again', async ({
    realEngine,
    libraries,
    addAnalyzedBy,
    stale,
  }) => {
    const models = modelsIn(libraries);
    let mode: Engine['mode'] = 'clap';
    const embed: Engine['embed'] = async (source, how) => ({
      ...(await realEngine.embed(source, how)),
      clapModel: 'm',
      clap,
    });
    const upkeep = startUpkeep(
      {
        engine: {
          ...realEngine,
          clapModel: 'm',
          embed,
          get mode() {
            return mode;
          },
          async refresh() {
            mode = 'clap';
            return mode;
          },
        },
        libraries,
        log: createLog('silent'),
      },
      1,
    );
    await expect.poll(stale, { timeout: 5000 }).toEqual([]);
    await addAnalyzedBy(ENGINE_VERSION, '1');
    mode = 'acoustic';
    await expect.poll(() => models('1'), { timeout: 5000 }).toEqual(['m', 'm']);
    await upkeep.close();
  });
});
