import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createEngine } from '../../src/engine/index.ts';
import { createLog } from '../../src/log.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { startTrial } from '../../src/trial/start-trial.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

test('a trial on a port that is in use fails with one line that says what to change', async () => {
  const dataDir = await temporaryFolder();
  const log = createLog('silent');
  const libraries = await openLibraries({ store: 'lowdb', dataDir, log });
  const engine = await createEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
  const taker = createServer();
  await once(taker.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    taker.close();
    await engine.close();
    await libraries.close();
  });
  const address = taker.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const config = readConfig({ DATA_DIR: dataDir, PLAYGROUND_PORT: port });
  await expect(startTrial(config, { engine, libraries, log }, { write: () => {} })).rejects.toMatchObject({
    kind: 'usage',
    message: `PLAYGROUND_PORT: 127.0.0.1:${port} is not available. Choose another port.`,
  });
});
