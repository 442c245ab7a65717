import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ManualClock, manualClock, type Playground, startPlayground } from '../src/index.ts';

let clock: ManualClock;
let playground: Playground;

beforeEach(async () => {
  clock = manualClock();
  playground = await startPlayground({ clock });
});

afterEach(() => playground.close());

/** Returns the status of a GET request with headers that `fetch` does not allow. */
function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${playground.origin}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('rejects requests with a foreign Host or Origin', async () => {
  expect(playground.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { port } = new URL(playground.origin);
  expect(await statusOf('/api/v10/gateway', { Host: `localhost:${port}` })).toBe(200);
  expect(await statusOf('/api/v10/gateway', { Host: 'evil.example' })).toBe(403);
  expect(await statusOf('/api/v10/gateway', { Host: `evil.example:${port}` })).toBe(403);
  expect(await statusOf('/api/v10/gateway', { Origin: 'http://evil.example' })).toBe(403);
  expect(await statusOf('/api/v10/gateway', { Origin: playground.origin })).toBe(200);
});

test('rejects WebSockets with a foreign Host or Origin', async () => {
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
test('an invalid frame closes only its own socket', async () => {
  const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  await once(socket, 'open');
  socket.send('x'.repeat(2 ** 20 + 1));
  expect((await once(socket, 'close'))[0]).toBe(1009);
  expect((await fetch(`${playground.origin}/api/v10/gateway`)).status).toBe(200);
});

test('a rejected client may disconnect before it gets the answer', async () => {
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

const upload = (name = 'tone.wav', bytes = new Uint8Array([10, 20, 30, 40])) =>
  playground.member('ada').upload(name, bytes);

test('serves an uploaded file unchanged, with its content type', async () => {
  const attachment = upload();
  expect(attachment).toMatchObject({ filename: 'tone.wav', size: 4, content_type: 'audio/x-wav' });
  const response = await fetch(attachment.url);
  expect(response.headers.get('content-type')).toBe('audio/x-wav');
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([10, 20, 30, 40]);
});

test('serves ranges of an uploaded file', async () => {
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

test('links are signed and expire after a day', async () => {
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

test('each read of a message returns new links to its files', async () => {
  const ada = playground.member('ada');
  ada.post('listen', [upload()]);
  clock.advance(48 * 60 * 60 * 1000);
  const [message] = ada.messages();
  expect((await fetch(message?.attachments[0]?.url ?? '')).status).toBe(200);
});

test('never serves an uploaded HTML page for display', async () => {
  const response = await fetch(upload('evil.html', new TextEncoder().encode('<script>alert(1)</script>')).url);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  expect(response.headers.get('content-security-policy')).toBe('sandbox');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('makes file names safe as Discord does, and keeps the original name as the title', () => {
  expect(upload('Ünter wegs!.mp3')).toMatchObject({ filename: 'nter_wegs.mp3', title: 'Ünter wegs!' });
  expect(upload('../../etc/passwd').filename).not.toContain('/');
});

test('an upload can declare a wrong size and URL', () => {
  const ada = playground.member('ada');
  const claimed = ada.upload('big.wav', new Uint8Array(4), {
    declaredSize: 300e6,
    url: 'http://elsewhere.example/big.wav',
  });
  expect(claimed).toMatchObject({ size: 300e6, url: 'http://elsewhere.example/big.wav' });
});

test('reports each missing route once', async () => {
  const missing: string[] = [];
  const other = await startPlayground({ onUnknownRoute: (route) => missing.push(route) });
  const request = (method: string, path: string) => fetch(`${other.apiUrl}/v10${path}`, { method });
  expect((await request('PUT', '/guilds/12/bans/34')).status).toBe(404);
  expect((await request('PUT', '/guilds/56/bans/78')).status).toBe(404);
  expect((await request('DELETE', '/users/@me')).status).toBe(405);
  await other.close();
  expect(missing).toEqual(['PUT /guilds/{id}/bans/{id}', 'DELETE /users/@me']);
});
