import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { test as playgroundTest } from './test.ts';

const test = playgroundTest
  /** Returns the status of a GET request with headers that `fetch` does not allow. */
  .extend('statusOf', ({ playground }) => async (path: string, headers: Record<string, string>) => {
    const [response] = await once(request(`${playground.origin}${path}`, { headers }).end(), 'response');
    response.resume();
    return response.statusCode;
  })
  .extend(
    'upload',
    ({ playground }) =>
      (name = 'tone.wav', bytes = new Uint8Array([10, 20, 30, 40])) =>
        playground.member('ada').upload(name, bytes),
  );

test('rejects requests with a foreign Host or Origin', async ({ playground, statusOf }) => {
  expect(playground.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { port } = new URL(playground.origin);
  expect(await statusOf('/api/v10/gateway', { Host: `localhost:${port}` })).toBe(200);
  expect(await statusOf('/api/v10/gateway', { Host: 'evil.example' })).toBe(403);
  expect(await statusOf('/api/v10/gateway', { Host: `evil.example:${port}` })).toBe(403);
  expect(await statusOf('/api/v10/gateway', { Origin: 'http://evil.example' })).toBe(403);
  expect(await statusOf('/api/v10/gateway', { Origin: playground.origin })).toBe(200);
});

test('rejects WebSockets with a foreign Host or Origin', async ({ statusOf }) => {
  const upgrade = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'a'.repeat(22).concat('=='),
  };
  expect(await statusOf('/gateway?v=10&encoding=json', { ...upgrade, Origin: 'http://evil.example' })).toBe(403);
  expect(await statusOf('/elsewhere', upgrade)).toBe(403);
});

/** An 'error' event without a listener fails the test, as it would end the process of a bot. */
test('an invalid frame closes only its own socket', async ({ playground }) => {
  const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  await once(socket, 'open');
  socket.send('x'.repeat(2 ** 20 + 1));
  expect((await once(socket, 'close'))[0]).toBe(1009);
  expect((await fetch(`${playground.origin}/api/v10/gateway`)).status).toBe(200);
});

test('a rejected client may disconnect before it gets the answer', async ({ playground }) => {
  const { port } = new URL(playground.origin);
  const gone = Array.from({ length: 20 }, async () => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', () =>
      socket.resetAndDestroy(),
    );
    await once(socket, 'close');
  });
  await Promise.all(gone);
  expect((await fetch(`${playground.origin}/api/v10/gateway`)).status).toBe(200);
});

test('serves an uploaded file unchanged, with its content type', async ({ upload }) => {
  const attachment = upload();
  expect(attachment).toMatchObject({ filename: 'tone.wav', size: 4, content_type: 'audio/x-wav' });
  const response = await fetch(attachment.url);
  expect(response.headers.get('content-type')).toBe('audio/x-wav');
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([10, 20, 30, 40]);
});

test('serves ranges of an uploaded file', async ({ upload }) => {
  const { url } = upload();
  const part = async (range: string) => {
    const response = await fetch(url, { headers: { Range: range } });
    return [response.status, ...new Uint8Array(await response.arrayBuffer())];
  };
  expect(await part('bytes=1-2')).toEqual([206, 20, 30]);
  expect(await part('bytes=2-')).toEqual([206, 30, 40]);
  expect(await part('bytes=-1')).toEqual([206, 40]);
  expect((await part('bytes=9-'))[0]).toBe(416);
});

test('links are signed and expire after a day', async ({ clock, upload }) => {
  const { url } = upload();
  const forged = new URL(url);
  forged.searchParams.set('ex', 'ffffffff');
  expect((await fetch(forged)).status).toBe(404);
  expect((await fetch(url.split('?')[0] ?? '')).status).toBe(404);

  clock.advance(24 * 60 * 60 * 1000 - 1000);
  expect((await fetch(url)).status).toBe(200);
  clock.advance(1000);
  expect((await fetch(url)).status).toBe(404);
});

test('each read of a message returns new links to its files', async ({ clock, playground, upload }) => {
  const ada = playground.member('ada');
  ada.post('listen', [upload()]);
  clock.advance(48 * 60 * 60 * 1000);
  const [message] = ada.messages();
  expect((await fetch(message?.attachments[0]?.url ?? '')).status).toBe(200);
});

test('never serves an uploaded HTML page for display', async ({ upload }) => {
  const response = await fetch(upload('evil.html', new TextEncoder().encode('<script>alert(1)</script>')).url);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  expect(response.headers.get('content-security-policy')).toBe('sandbox');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('makes file names safe as Discord does, and keeps the original name as the title', ({ upload }) => {
  expect(upload('Ünter wegs!.mp3')).toMatchObject({ filename: 'nter_wegs.mp3', title: 'Ünter wegs!' });
  expect(upload('../../etc/passwd').filename).not.toContain('/');
});

test('an upload can declare a wrong size and URL', ({ playground }) => {
  const ada = playground.member('ada');
  const claimed = ada.upload('big.wav', new Uint8Array(4), {
    declaredSize: 300e6,
    url: 'http://elsewhere.example/big.wav',
  });
  expect(claimed).toMatchObject({ size: 300e6, url: 'http://elsewhere.example/big.wav' });
});

describe('a missing route', () => {
  const missing: string[] = [];
  test.override('options', { onUnknownRoute: (route: string) => missing.push(route) });

  test('is reported once', async ({ send }) => {
    expect((await send('PUT', '/guilds/12/bans/34')).status).toBe(404);
    expect((await send('PUT', '/guilds/56/bans/78')).status).toBe(404);
    expect((await send('DELETE', '/users/@me')).status).toBe(405);
    expect(missing).toEqual(['PUT /guilds/{id}/bans/{id}', 'DELETE /users/@me']);
  });
});
