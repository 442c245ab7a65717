import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { REST } from 'discord.js';
import { retryingRequest } from '../src/discord/retrying-request.ts';
import { longestBlock } from './longest-block.ts';

/**
 * Measures what it costs the main thread to send a file of 23 MB to Discord: processor time of the process, and the
 * longest time for which the event loop was blocked. The server is a thread that reads and drops what it receives.
 *
 *   npx tsx bench/send-file.ts [times=3]
 */
const BYTES = 23 * 2 ** 20;

const SERVER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:http').createServer((request, response) => {
    request.resume();
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{"id":"1"}'));
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address()));
`;

const times = Number(process.argv[2] ?? 3);
const server = new Worker(SERVER, { eval: true });
const [address]: AddressInfo[] = await once(server, 'message');
const rest = new REST({ api: `http://127.0.0.1:${address?.port}`, makeRequest: retryingRequest() });
for (let time = 0; time < times; time++) {
  const files = [{ name: 'large.wav', data: Buffer.alloc(BYTES, 61) }];
  const before = process.cpuUsage();
  const block = await longestBlock(() =>
    rest.patch('/webhooks/1/token/messages/@original', { auth: false, body: { content: '' }, files }),
  );
  const { user, system } = process.cpuUsage(before);
  console.log(`${((user + system) / 1000).toFixed(0)} ms of processor time, longest block ${block.toFixed(0)} ms`);
}
await server.terminate();
