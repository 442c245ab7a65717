import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { createLog } from '../../src/log.ts';
import { fetchClap } from '../../src/upkeep/fetch-clap.ts';
import { type ModelHub, stallAfter, startModelHub } from '../helpers/model-hub.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const ID = 'someone/stand-in';
const log = createLog('silent');
let folder: string;
let modelsDir: string;
let hub: ModelHub;
let engine: Engine;

beforeEach(async () => {
  folder = await temporaryFolder();
  modelsDir = join(folder, 'models');
  hub = await startModelHub(join(folder, 'hub'));
  engine = await createEngine({ modelsDir, clapModel: ID, threads: 1, decoder: 'wasm' });
});

afterEach(async () => {
  await engine.close();
  hub.close();
});

const fetch = () => fetchClap({ engine, log }, { modelsDir, id: ID, endpoint: hub.url, retryMs: 1 });

describe('fetchClap without an installed model', () => {
  test('downloads the model in the background, and the engine loads it without a restart', async () => {
    await writeStandIn(join(folder, 'hub'), { id: ID });
    expect(engine.mode).toBe('acoustic');
    await fetch().done;
    expect(engine.mode).toBe('clap');
    hub.requests.length = 0;
    await fetch().done;
    expect(hub.requests).toEqual([]);
  });

  test('leaves the engine in acoustic mode if the download fails', async () => {
    await fetch().done;
    expect(engine.mode).toBe('acoustic');
  });

  test('reports the progress of the download', async () => {
    await writeStandIn(join(folder, 'hub'), { id: ID });
    hub.overrides.push(stallAfter(9));
    const fetching = fetch();
    await expect.poll(() => fetching.progress?.received).toBeGreaterThanOrEqual(9);
    await fetching.close();
    expect(fetching.progress).toBeNull();
  });

  test('aborts the download when it is closed', async () => {
    await writeStandIn(join(folder, 'hub'), { id: ID });
    hub.overrides.push(stallAfter(9));
    await fetch().close();
    expect(engine.mode).toBe('acoustic');
  });
});
