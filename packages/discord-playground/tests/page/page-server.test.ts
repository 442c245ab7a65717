import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { test as pageTest } from './test.ts';

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const test = pageTest
  /** Sends a request with headers that `fetch` does not allow. */
  .extend('ask', ({ playground }) => async (path: string, options: Asked = {}) => {
    const { method = 'GET', headers = {}, body } = options;
    const { hostname, port } = new URL(playground.origin);
    const sent = request({ hostname, port, path, method, headers });
    sent.end(body);
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response) text += chunk;
    return { status: Number(response.statusCode), headers: response.headers, text };
  })
  /** Opens a WebSocket at the page's path. Returns `open`, or the HTTP status if the server rejects it. */
  .extend('knock', ({ playground }) => async (origin: string) => {
    const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/page`, { origin });
    const how = await new Promise((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('unexpected-response', (_, response) => resolve(String(response.statusCode)));
    });
    socket.on('error', () => {});
    socket.terminate();
    return how;
  });

describe('the page server', () => {
  test.for(['/', '/page.js', '/page.css', '/icon.svg'])(
    'serves %s with a strict content security policy',
    async (path, { ask }) => {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  test('redirects localhost to 127.0.0.1, the host in the URLs of files', async ({ playground, ask }) => {
    const { port } = new URL(playground.origin);
    const { status, headers } = await ask('/', { headers: { Host: `localhost:${port}` } });
    expect([status, headers.location]).toEqual([307, `${playground.origin}/`]);
  });

  test.for(['/../package.json', '/%2e%2e/package.json', '/start-page.ts', '//etc/passwd'])(
    'answers 404 to %s',
    async (path, { ask }) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  test.for([
    { headers: { Host: 'evil.example' } },
    { headers: { Host: 'evil.example:80', Origin: 'http://evil.example' } },
    { headers: { Origin: 'https://evil.example' } },
    { headers: { Origin: 'null' } },
  ])('rejects a request with a foreign host or origin: $headers', async ({ headers }, { ask }) => {
    expect((await ask('/', { headers })).status).toBe(403);
    const upload = { ...headers, 'Content-Type': 'application/octet-stream' };
    expect((await ask('/uploads', { method: 'POST', headers: upload, body: 'x' })).status).toBe(403);
  });

  test('accepts a WebSocket from the page, and rejects one from another website', async ({ playground, knock }) => {
    expect(await knock(playground.origin)).toBe('open');
    expect(await knock('https://evil.example')).toBe('403');
    expect(await knock('null')).toBe('403');
  });

  test('rejects an upload without the right content type, a known person or a name', async ({ playground, ask }) => {
    const [guild] = playground.guilds;
    const userId = guild?.members.find(({ username }) => username === 'ada')?.id ?? '';
    const at = { guildId: guild?.id ?? '', channelId: guild?.channels[0]?.id ?? '', userId, name: 'tone.wav' };
    const post = (query: Record<string, string>, type = 'application/octet-stream') =>
      ask(`/uploads?${new URLSearchParams(query)}`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body: 'RIFF',
      });
    expect((await post(at)).status).toBe(200);
    expect((await post(at, 'text/plain')).status).toBe(405);
    expect((await post({ ...at, userId: '1' })).status).toBe(400);
    expect((await post({ ...at, name: '' })).status).toBe(400);
    expect((await post({ ...at, channelId: '../..' })).status).toBe(400);
  });

  test('sends neither the token nor environment variables to the page', async ({ playground, ask }) => {
    let sent = '';
    const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/page`);
    const received = new Promise<void>((resolve) =>
      socket.on('message', (data) => {
        sent += data;
        if (sent.includes('"type":"channel"')) resolve();
      }),
    );
    await once(socket, 'open');
    const [guild] = playground.guilds;
    const place = {
      guildId: guild?.id,
      channelId: guild?.channels[0]?.id,
      userId: guild?.members.find(({ bot }) => !bot)?.id,
    };
    socket.send(JSON.stringify({ ref: 1, place, action: { type: 'go' } }));
    await received;
    const served = await Promise.all(['/', '/page.js', '/page.css'].map(async (path) => (await ask(path)).text));
    for (const text of [sent, ...served]) expect(text).not.toContain(playground.token);
    socket.terminate();
  });

  test('answers a request that is not complete with an error', async ({ playground }) => {
    const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/page`);
    const answered = new Promise<unknown>((resolve) => {
      socket.on('message', (data) => {
        const event = JSON.parse(String(data));
        if (event.type === 'answer') resolve(event.answer);
      });
    });
    await once(socket, 'open');
    socket.send('{"ref":1,"action":{"type":"go"}}');
    expect(await answered).toEqual({ ref: 1, error: expect.stringContaining('a wrong type') });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  test('closes a WebSocket that sends something other than a request', async ({ playground }) => {
    const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/page`);
    await once(socket, 'open');
    socket.send('{"action":{"type":"go"}}');
    const [code] = await once(socket, 'close');
    expect(code).toBe(1007);
  });
});
