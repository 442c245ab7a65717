import { createServer, type ServerResponse } from 'node:http';
import { REST } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { retryingRequest } from '../../src/discord/retrying-request.ts';

/** Starts a server that accepts the first callback to an interaction, but calls `lose` instead of answering it. */
async function discord(lose: (response: ServerResponse) => void): Promise<REST> {
  const accepted = new Set<string | undefined>();
  const server = createServer((request, response) => {
    const wasAccepted = accepted.has(request.url);
    accepted.add(request.url);
    if (!wasAccepted) return lose(response);
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: 40060, message: 'Interaction has already been acknowledged.' }));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return new REST({ api: `http://127.0.0.1:${address.port}`, makeRequest: retryingRequest() });
}

const PATH = '/interactions/1/token/callback';
const DEFER = { body: { type: 5 }, auth: false };

test.each([
  ['a failing gateway', (response: ServerResponse) => void response.writeHead(502).end()],
  ['a lost connection', (response: ServerResponse) => void response.socket?.resetAndDestroy()],
])('a retried acknowledgement succeeds after %s', async (_, lose) => {
  const rest = await discord(lose);
  await expect(rest.post(PATH, DEFER)).resolves.toBeDefined();
  // A callback with another body is no retry of the first one, so its error must be thrown.
  await expect(rest.post(PATH, { ...DEFER, body: { type: 4 } })).rejects.toMatchObject({ code: 40060 });
});

test('a second acknowledgement is rejected', async () => {
  const rest = await discord((response) => void response.writeHead(204).end());
  await rest.post(PATH, DEFER);
  await expect(rest.post(PATH, DEFER)).rejects.toMatchObject({ code: 40060 });
});
