import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { readInPieces } from '../../src/discord/read-in-pieces.ts';
import { retryingRequest } from '../../src/discord/retrying-request.ts';

const file = Buffer.from(Uint8Array.from({ length: 200_001 }, (_, i) => i % 251));

test('a large file is read in pieces of 64 KiB, again and again', async () => {
  const form = new FormData();
  form.set('files[0]', new Blob([file]), 'large.wav');
  readInPieces(form);
  const entry = form.get('files[0]');
  if (!(entry instanceof Blob)) throw new Error('the form has no file');
  for (let time = 0; time < 2; time++) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry.stream()) pieces.push(piece);
    expect(pieces.map(({ length }) => length)).toEqual([65_536, 65_536, 65_536, 3393]);
    expect(Buffer.concat(pieces).equals(file)).toBe(true);
  }
});

test('a request with a large file arrives whole, with its length', async () => {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const form = await new Response(body, {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData();
    const sent = form.get('files[0]');
    const isWhole = sent instanceof File && file.equals(Buffer.from(await sent.arrayBuffer()));
    const length = Number(request.headers['content-length']);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ isWhole, name: sent instanceof File && sent.name, isStated: length === body.length }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: AddressInfo = Object.assign({ port: 0, family: '', address: '' }, server.address());
  try {
    const rest = new REST({ api: `http://127.0.0.1:${port}`, makeRequest: retryingRequest() });
    const files = [{ name: 'large.wav', data: file }];
    const answer = await rest.post('/webhooks/1/token', { auth: false, body: { content: 'x' }, files });
    expect(answer).toEqual({ isWhole: true, name: 'large.wav', isStated: true });
  } finally {
    server.close();
  }
});
