import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkSize } from '../../src/discord/download.ts';
import { UserError } from '../../src/errors.ts';
import { downloadBytes } from './download-bytes.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const limits = { maxBytes: 1000, timeoutMs: 5000 };

describe('a download', () => {
  test('returns the bytes of a file on the allow-list', async () => {
    const origin = await serve((_, response) => response.end('some sound'));
    const bytes = await downloadBytes(`${origin}/a.wav?ex=1`, { ...limits, origins: [origin] });
    expect(Buffer.from(bytes).toString()).toBe('some sound');
  });

  test.each([
    'https://example.com/a.wav',
    'http://cdn.discordapp.com/a.wav',
    'https://cdn.discordapp.com.evil.example/a.wav',
    'https://cdn.discordapp.com@evil.example/a.wav',
    'file:///etc/passwd',
    'not an address',
  ])('rejects %s without a request', async (url) => {
    const origins = ['https://cdn.discordapp.com', 'http://cdn.discordapp.com'];
    await expect(downloadBytes(url, { ...limits, origins })).rejects.toMatchObject({
      name: 'UserError',
      kind: 'download',
    });
  });

  test('follows a redirect within the allow-list', async () => {
    const origin = await serve((request, response) =>
      request.url === '/old' ? response.writeHead(302, { location: '/new' }).end() : response.end('moved'),
    );
    expect(Buffer.from(await downloadBytes(`${origin}/old`, { ...limits, origins: [origin] })).toString()).toBe(
      'moved',
    );
  });

  test('never follows a redirect off the allow-list', async () => {
    let requested = false;
    const inside = await serve((_, response) => {
      requested = true;
      response.end('secret');
    });
    const origin = await serve((_, response) => response.writeHead(302, { location: `${inside}/secret` }).end());
    await expect(downloadBytes(`${origin}/a`, { ...limits, origins: [origin] })).rejects.toMatchObject({
      kind: 'download',
    });
    expect(requested).toBe(false);
  });

  test('rejects endless redirects', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(downloadBytes(`${origin}/a`, { ...limits, origins: [origin] })).rejects.toMatchObject({
      kind: 'download',
    });
  });

  test('rejects a declared size above the limit', async () => {
    const origin = await serve((_, response) => response.writeHead(200, { 'content-length': 5000 }).flushHeaders());
    await expect(downloadBytes(`${origin}/a`, { ...limits, origins: [origin] })).rejects.toMatchObject({
      kind: 'too-large',
    });
  });

  test('stops at the limit if no size was declared', async () => {
    let closed: (() => void) | undefined;
    const disconnected = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const origin = await serve((_, response) => {
      const more = () => response.write(Buffer.alloc(600), () => response.destroyed || setImmediate(more));
      response.on('close', () => closed?.());
      more();
    });
    await expect(downloadBytes(`${origin}/a`, { ...limits, origins: [origin] })).rejects.toMatchObject({
      kind: 'too-large',
    });
    await disconnected;
  });

  test('reports a file that is gone', async () => {
    const origin = await serve((_, response) => response.writeHead(404).end());
    await expect(downloadBytes(`${origin}/a`, { ...limits, origins: [origin] })).rejects.toThrow(/no longer exists/);
  });

  test.each([500, 503, 429])('tries again if the server answers with %s', async (status) => {
    const statuses = [status, status];
    const origin = await serve((_, response) => response.writeHead(statuses.pop() ?? 200).end('some sound'));
    const bytes = await downloadBytes(`${origin}/a`, { ...limits, origins: [origin], pauseMs: 1 });
    expect(Buffer.from(bytes).toString()).toBe('some sound');
  });

  test.each([500, 429])('says "later" if the server always answers with %s', async (status) => {
    let requests = 0;
    const origin = await serve((_, response) => {
      requests += 1;
      response.writeHead(status).end();
    });
    const file = downloadBytes(`${origin}/a`, { ...limits, origins: [origin], pauseMs: 1 });
    await expect(file).rejects.toThrow(/Please try again later/);
    expect(requests).toBe(3);
  });

  test('times out if the server never answers', async () => {
    const origin = await serve(() => {});
    const waiting = downloadBytes(`${origin}/a`, { ...limits, timeoutMs: 50, origins: [origin] });
    await expect(waiting).rejects.toThrow('The download took too long. Please try again.');
  });

  test('rejects with the reason of the signal if it aborts', async () => {
    const abort = new AbortController();
    const reason = new UserError({ code: 'cancelled' });
    const origin = await serve(() => abort.abort(reason));
    const waiting = downloadBytes(`${origin}/a`, { ...limits, origins: [origin], signal: abort.signal });
    await expect(waiting).rejects.toBe(reason);
  });
});

test('a size above the limit is rejected, with both sizes in the message', () => {
  expect(() => checkSize(41 * 2 ** 20, 25 * 2 ** 20)).toThrow('That file is 41 MB; the limit here is 25 MB.');
  expect(() => checkSize(25 * 2 ** 20, 25 * 2 ** 20)).not.toThrow();
});
