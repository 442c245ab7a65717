import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { serveOperations } from '../../src/operations/serve-operations.ts';

const options = { registry: new Registry(), notReady: async () => null };

async function startServer(notReady: () => Promise<string | null> = async () => null) {
  const server = await serveOperations({ port: 0, host: '127.0.0.1', registry: new Registry(), notReady });
  onTestFinished(() => server.close());
  return async (path: string, method = 'GET') => {
    const response = await fetch(server.address + path, { method });
    return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
  };
}

test('the server always reports health, and reports readiness once the bot answers members', async () => {
  let reason: string | null = 'starting';
  const get = await startServer(async () => reason);
  expect(await get('/healthz')).toMatchObject({ status: 200 });
  expect(await get('/readyz')).toMatchObject({ status: 503, body: 'starting\n' });
  reason = null;
  expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ready\n' });
  expect(await get('/metrics')).toMatchObject({ status: 200, type: expect.stringContaining('version=0.0.4') });
});

test('the server rejects other paths and other methods', async () => {
  const get = await startServer();
  expect(await get('/../package.json')).toMatchObject({ status: 404 });
  expect(await get('/healthz', 'POST')).toMatchObject({ status: 405 });
  expect(await get('/healthz', 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('a port that is in use is rejected in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(
    serveOperations({ port, host: '127.0.0.1', registry: new Registry(), notReady: async () => null }),
  ).rejects.toMatchObject({
    kind: 'usage',
    message: `METRICS_PORT: 127.0.0.1:${port} is not available. Choose another port.`,
  });
});

/** Sends a request with any `Host` to a server, which `fetch` does not allow. Resolves to the status. */
function statusFor(address: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${address}/metrics`, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    );
  });
}

test('a request under the name of another host is rejected, as DNS rebinding would send it', async () => {
  const { address, close } = await serveOperations({ ...options, port: 0, host: '127.0.0.1' });
  onTestFinished(close);
  const port = new URL(address).port;
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example'])
    expect(await statusFor(address, host)).toBe(403);
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
    expect(await statusFor(address, host)).toBe(200);
});

test('connections that send nothing are limited in number', async () => {
  const { address, close } = await serveOperations({ ...options, port: 0, host: '127.0.0.1' });
  onTestFinished(close);
  const idle = Array.from({ length: 40 }, () => connect(Number(new URL(address).port), '127.0.0.1'));
  onTestFinished(() => void idle.map((socket) => socket.destroy()));
  // The server closes each connection above the limit at once.
  const closed = idle.map((socket) =>
    once(
      socket.resume().on('error', () => {}),
      'close',
    ),
  );
  await Promise.any(closed);
  expect(idle.some(({ destroyed }) => !destroyed)).toBe(true);
});
