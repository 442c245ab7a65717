import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startTrial } from '../../src/trial/start-trial.ts';
import { test } from '../helpers/test.ts';

test('a trial on a port that is in use fails with one line that says what to change', async ({
  folder,
  realEngine,
  libraries,
}) => {
  const log = createLog('silent');
  const taker = createServer();
  await once(taker.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void taker.close());
  const address = taker.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const config = readConfig({ DATA_DIR: folder, PLAYGROUND_PORT: port });
  await expect(startTrial(config, { engine: realEngine, libraries, log }, { write: () => {} })).rejects.toMatchObject({
    kind: 'usage',
    message: `PLAYGROUND_PORT: 127.0.0.1:${port} is not available. Choose another port.`,
  });
});
