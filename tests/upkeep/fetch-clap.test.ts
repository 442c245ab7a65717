import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { createEngine } from '../../src/engine/index.ts';
import { createLog } from '../../src/log.ts';
import { fetchClap } from '../../src/upkeep/fetch-clap.ts';
import { stallAfter, startModelHub } from '../helpers/model-hub.ts';
import { test as inFolder } from '../helpers/test.ts';

const ID = 'someone/stand-in';

const test = inFolder
  .extend('hub', async ({ folder }, { onCleanup }) => {
    const hub = await startModelHub(join(folder, 'hub'));
    onCleanup(() => hub.close());
    return hub;
  })
  .extend(
    'writeModel',
    ({ folder }) =>
      () =>
        writeStandIn(join(folder, 'hub'), { id: ID }),
  )
  .extend('engine', async ({ folder }, { onCleanup }) => {
    const options = { modelsDir: join(folder, 'models'), clapModel: ID };
    const engine = await createEngine({ ...options, threads: 1, decoder: 'wasm' });
    onCleanup(() => engine.close());
    return engine;
  })
  .extend('fetch', ({ folder, hub, engine }) => (pause?: Parameters<typeof fetchClap>[2]) => {
    const options = { modelsDir: join(folder, 'models'), id: ID, endpoint: hub.url, retryMs: 1 };
    return fetchClap({ engine, log: createLog('silent') }, options, pause);
  });

describe('fetchClap without an installed model', () => {
  test('downloads the model in the background, and the engine loads it without a restart', async ({
    hub,
    writeModel,
    engine,
    fetch,
  }) => {
    await writeModel();
    expect(engine.mode).toBe('acoustic');
    await fetch().done;
    expect(engine.mode).toBe('clap');
    hub.requests.length = 0;
    await fetch().done;
    expect(hub.requests).toEqual([]);
  });

  test('asks the hub again after growing pauses until it has the model, and works without it meanwhile', async ({
    writeModel,
    engine,
    fetch,
  }) => {
    const pauses: number[] = [];
    const fetching = fetch(async (ms) => {
      expect(engine.mode).toBe('acoustic');
      pauses.push(ms / 60_000);
      if (pauses.length === 4) await writeModel();
    });
    await fetching.done;
    expect(pauses).toEqual([1, 2, 4, 8]);
    expect(engine.mode).toBe('clap');
  });

  test('reports the progress of the download', async ({ hub, writeModel, fetch }) => {
    await writeModel();
    hub.overrides.push(stallAfter(9));
    const fetching = fetch();
    await expect.poll(() => fetching.progress?.received).toBeGreaterThanOrEqual(9);
    await fetching.close();
    expect(fetching.progress).toBeNull();
  });

  test('aborts the download when it is closed', async ({ hub, writeModel, engine, fetch }) => {
    await writeModel();
    hub.overrides.push(stallAfter(9));
    await fetch().close();
    expect(engine.mode).toBe('acoustic');
  });
});
