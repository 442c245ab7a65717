import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { serveOperations } from '../../src/operations/serve-operations.ts';

async function served(notReady: () => string | null = () => null) {
  const server = await serveOperations({ port: 0, host: '127.0.0.1', registry: new Registry(), notReady });
  onTestFinished(() => server.close());
  return async (path: string, method = 'GET') => {
    const response = await fetch(server.address + path, { method });
    return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
  };
}

test('is healthy while it answers, and ready once members are answered', async () => {
  let reason: string | null = 'starting';
  const get = await served(() => reason);
  expect(await get('/healthz')).toMatchObject({ status: 200 });
  expect(await get('/readyz')).toMatchObject({ status: 503, body: 'starting\n' });
  reason = null;
  expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ready\n' });
  expect(await get('/metrics')).toMatchObject({ status: 200, type: expect.stringContaining('version=0.0.4') });
});

test('has nothing else to show, and takes no orders', async () => {
  const get = await served();
  expect(await get('/../package.json')).toMatchObject({ status: 404 });
  expect(await get('/healthz', 'POST')).toMatchObject({ status: 405 });
  expect(await get('/healthz', 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('says in one line that its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(
    serveOperations({ port, host: '127.0.0.1', registry: new Registry(), notReady: () => null }),
  ).rejects.toMatchObject({
    kind: 'usage',
    message: `METRICS_PORT: 127.0.0.1:${port} cannot be listened on. Choose another port.`,
  });
});
