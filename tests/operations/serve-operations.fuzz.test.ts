import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { serveOperations } from '../../src/operations/serve-operations.ts';
import { anything, nasty } from '../helpers/arbitraries.ts';
import { rounds } from '../helpers/rounds.ts';

// Any program that can connect to the metrics port can send arbitrary bytes to the metrics server.

test('the metrics server answers arbitrary requests and keeps running', async () => {
  const options = { port: 0, host: '127.0.0.1', registry: new Registry(), notReady: async () => null };
  const server = await serveOperations(options);
  const port = Number(new URL(server.address).port);
  /** Sends `text` to the server even if it is not valid HTTP, and returns the status line of the response. */
  const statusLine = async (text: string) => {
    const socket = connect(port, '127.0.0.1');
    const [first] = await Promise.all([once(socket, 'data'), socket.write(text)]);
    socket.destroy();
    return String(first[0]).split('\r\n', 1)[0];
  };
  const word = fc.oneof(anything, nasty).map((text) => text.replace(/[^\x21-\x7e]/g, ''));
  const path = fc.oneof(word, fc.constantFrom('/healthz', '/metrics?x', '//metrics', '/../metrics', '*', '/readyz/'));
  const line = fc
    .tuple(fc.oneof(word, fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS')), path)
    .map(([method, where]) => `${method} ${where} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      expect(await statusLine(text)).toMatch(/^HTTP\/1\.1 (200|400|403|404|405) /);
    }),
    { numRuns: rounds(50, 1000) },
  );
  expect(await statusLine('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('HTTP/1.1 200 OK');
  await server.close();
});
