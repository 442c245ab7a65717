import { once } from 'node:events';
import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { rounds } from '../../../tests/helpers/rounds.ts';
import type { Playground } from '../src/index.ts';
import { startPage } from '../src/index.ts';
import { anything, nasty } from './helpers/arbitraries.ts';

/** Arbitrary requests that a bot, a browser or another program on this machine could send. */

let playground: Playground;
beforeAll(async () => {
  playground = await startPage({ onUnknownRoute: () => {} });
});
afterAll(() => playground.close());

/** Sends a request with an unchanged path; `fetch` would normalize the path. */
async function ask(path: string, method = 'GET', headers: Record<string, string> = {}, body?: string | Uint8Array) {
  const { hostname, port } = new URL(playground.origin);
  const sent = request({ hostname, port, path, method, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: Number(response.statusCode), bytes: Buffer.concat(chunks), type: response.headers['content-type'] };
}

/** Arbitrary text that may be part of a URL or a header. */
const plain = fc.oneof(anything, nasty).map((text) => text.replace(/[^\x21-\x7e]/g, '').replaceAll('#', ''));
const json = fc.oneof(fc.jsonValue(), fc.dictionary(nasty, fc.jsonValue()));

describe('the REST API', () => {
  const place = () => {
    const [guild] = playground.guilds;
    const id = playground.member('ada').channelId;
    const app = `/applications/${playground.applicationId}`;
    return [
      '/channels',
      `/channels/${id}/messages`,
      `/guilds/${guild?.id}`,
      `${app}/commands`,
      '/webhooks',
      '/interactions',
    ];
  };
  const part = fc.oneof(
    plain.map((text) => text.replaceAll('/', '')),
    fc.constantFrom('1', '@original', 'callback', '%', '%C3%28'),
  );
  const method = fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE');
  const content = fc.oneof(
    json.map((value) => JSON.stringify(value)),
    fc
      .dictionary(
        fc.constantFrom('content', 'embeds', 'components', 'name', 'options', 'type', 'flags', '__proto__'),
        json,
      )
      .map((value) => JSON.stringify(value)),
    fc.dictionary(fc.constantFrom('content', 'embeds', 'components'), json).map((value) => JSON.stringify([value])),
    plain,
  );
  const type = fc.oneof(
    plain,
    fc.constantFrom('application/json', 'multipart/form-data', 'multipart/form-data; boundary=x'),
  );

  test('answers any path, body and content type, and never with 500', async () => {
    const { token } = playground;
    await fc.assert(
      fc.asyncProperty(
        method,
        fc.nat(5),
        fc.array(part, { maxLength: 3 }),
        content,
        type,
        async (verb, at, parts, body, kind) => {
          const path = `/api/v10${[place()[at], ...parts].join('/')}`;
          const hasBody = verb !== 'GET';
          const headers = { authorization: `Bot ${token}`, 'content-type': kind };
          const { status } = await ask(path, verb, headers, hasBody ? body : undefined);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: rounds(150, 4000), examples: [['GET', 0, ['%'], '', 'application/json']] },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a file', () => {
  test('of any name and type is served unchanged, with a valid content type', async () => {
    const name = fc.oneof(
      anything,
      nasty,
      fc.tuple(plain, nasty).map((both) => both.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array({ maxLength: 20 }), async (fileName, bytes) => {
        const { url, filename } = playground.member('ada').upload(fileName, bytes);
        expect(filename).toMatch(/^[\w-][\w.-]*$/);
        const served = await ask(url.slice(playground.origin.length));
        expect({ status: served.status, bytes: [...served.bytes] }).toEqual({ status: 200, bytes: [...bytes] });
        expect(served.type).toMatch(/^[a-z]+\/[\w.+-]+(; charset=utf-8)?$/);
      }),
      { examples: [['a.constructor', new Uint8Array(1)]] },
    );
  });

  test('is served in any valid range', async () => {
    const number = fc.oneof(fc.nat(8).map(String), fc.constantFrom('', '-1', '99999999999999999999', '1e3'));
    const range = fc.oneof(
      fc.tuple(number, number).map(([from, to]) => `bytes=${from}-${to}`),
      plain,
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5 }), range, async (bytes, asked) => {
        const { url } = playground.member('ada').upload('a.wav', bytes);
        const served = await ask(url.slice(playground.origin.length), 'GET', { range: asked });
        if (served.status === 416) return;
        expect([200, 206]).toContain(served.status);
        expect(Buffer.from(bytes).includes(served.bytes)).toBe(true);
      }),
      { numRuns: rounds(120, 3000), examples: [[new Uint8Array(0), 'bytes=5-2']] },
    );
  });

  test('is stored or rejected, whatever the query of its upload is', async () => {
    const { user, guildId, channelId } = playground.member('ada');
    const value = fc.oneof(anything, nasty);
    const query = fc.record(
      {
        ...{ guildId: value, channelId: value, userId: value, name: value, contentType: value, seconds: value },
        waveform: value,
      },
      { requiredKeys: [] },
    );
    const mine = { userId: user.id, channelId, guildId: guildId ?? '', name: 'a.wav' };
    let kept = 0;
    const octets = { 'content-type': 'application/octet-stream' };
    await fc.assert(
      fc.asyncProperty(query, fc.boolean(), async ({ contentType, ...odd }, usual) => {
        const asked = {
          ...(usual ? mine : { ...mine, ...odd }),
          ...(contentType === undefined ? {} : { contentType }),
        };
        const { status, bytes } = await ask(`/uploads?${new URLSearchParams(asked)}`, 'POST', octets, 'x');
        expect([200, 400]).toContain(status);
        if (status !== 200) return;
        kept += 1;
        const { pathname, search } = new URL(JSON.parse(bytes.toString()).url);
        expect((await ask(pathname + search)).status).toBe(200);
      }),
      { numRuns: rounds(100, 2000), examples: [[{ contentType: 'audio/\nx' }, true]] },
    );
    expect(kept).toBeGreaterThan(0);
  });
});

describe.each([
  { socket: 'the gateway', path: '/gateway?v=10&encoding=json', field: 'op' },
  { socket: 'the page', path: '/page', field: 'ref' },
])('a message to $socket', ({ path, field }) => {
  const said = fc.oneof(
    anything,
    json.map((value) => JSON.stringify(value)),
    fc.record({ op: fc.nat(12), d: json }).map((packet) => JSON.stringify(packet)),
    fc
      .record({
        ref: fc.nat(),
        place: fc.record({ guildId: fc.option(plain), channelId: plain, userId: plain }),
        action: fc.record({
          type: fc.constantFrom('go', 'slash', 'click', 'post', 'voice', 'submit'),
          command: plain,
          options: json,
        }),
      })
      .map((packet) => JSON.stringify(packet)),
  );

  test('is answered or ends the connection, and the playground keeps running', async () => {
    await fc.assert(
      fc.asyncProperty(said, async (text) => {
        const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}${path}`);
        await once(socket, 'message');
        const received = Promise.race([once(socket, 'message'), once(socket, 'close')]);
        socket.send(text);
        // A valid text may get no answer; then this invalid packet makes the playground close the connection.
        socket.send(`{"${field}":"nonsense"}`);
        await received;
        socket.terminate();
      }),
      { numRuns: rounds(60, 1000) },
    );
    expect((await ask('/api/v10/gateway')).status).toBe(200);
  });
});
