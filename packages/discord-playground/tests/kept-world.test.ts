import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';

let dataDir: string;
const open: Playground[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'playground-kept-'));
});
afterEach(async () => {
  for (const playground of open.splice(0)) await playground.close();
  await rm(dataDir, { recursive: true });
});

async function start(options: Parameters<typeof startPlayground>[0] = {}): Promise<Playground> {
  const playground = await startPlayground({ dataDir, ...options });
  open.push(playground);
  return playground;
}

const close = async (playground: Playground) => {
  open.splice(open.indexOf(playground), 1);
  await playground.close();
};

/** Sends a request to the playground's REST API, as a bot does, and returns the body of the response. */
async function request(playground: Playground, method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${playground.apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${playground.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

test('servers, channels, roles and people have the same ids at each start', async () => {
  const [first, second] = [await start(), await start()];
  expect(second.guilds).toEqual(first.guilds);
  expect(second.token).toBe(first.token);
  const ids = first.guilds.flatMap(({ id, channels, roles, members }) => [
    id,
    ...[...channels, ...roles, ...members].map((one) => one.id),
  ]);
  // Ben and the bot are members of both servers, so `ids` contains each of their two ids twice.
  expect(new Set(ids).size).toBe(ids.length - 2);
  for (const id of ids) expect(id).toMatch(/^\d{17,19}$/);
});

test('a soundboard and its files are there after a restart', async () => {
  const before = await start();
  const file = Buffer.from('fffb9000'.padEnd(834, '0'), 'hex');
  const id = before.soundboard('Quiet Room').add({ name: 'quack', file, emoji: '🦆' });
  await close(before);
  const board = (await start()).soundboard('Quiet Room');
  expect(board.sounds).toMatchObject([{ id, name: 'quack', emoji: '🦆', volume: 1 }]);
  expect(Buffer.from(board.file(id)).equals(file)).toBe(true);
});

test('messages, their files, their reactions and the commands are there after a restart', async () => {
  const before = await start();
  const ada = before.member('ada');
  const posted = ada.post('listen', [ada.upload('hum.wav', Buffer.from('RIFF'))]);
  ada.react(posted, '👍');
  const commands = await request(before, 'PUT', `/applications/${before.applicationId}/commands`, [
    { name: 'ping', description: 'Answers' },
  ]);
  await close(before);

  const after = await start();
  const [message] = after.member('ben').messages();
  expect(message).toMatchObject({ id: posted.id, content: 'listen', author: { id: ada.user.id } });
  expect(message?.reactions?.[0]).toMatchObject({ count: 1, emoji: { name: '👍' } });
  const file = await fetch(message?.attachments[0]?.url ?? '');
  expect(await file.text()).toBe('RIFF');
  const again = await request(after, 'PUT', `/applications/${after.applicationId}/commands`, [
    { name: 'ping', description: 'Answers' },
  ]);
  expect(again).toEqual(commands);
  // Messages are ordered by id, so the id of a new message must exceed the ids from before the restart.
  expect(BigInt(after.member('ada').post('more').id)).toBeGreaterThan(BigInt(posted.id));
});

test('an embed shows its picture after a restart on another port', async () => {
  const before = await start();
  const channelId = before.member('ada').channelId;
  const form = new FormData();
  const embed = { title: 'a', image: { url: 'attachment://p.png', description: 'A line' } };
  form.append('payload_json', JSON.stringify({ embeds: [embed] }));
  form.append('files[0]', new Blob(['PNG']), 'p.png');
  await fetch(`${before.apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { Authorization: `Bot ${before.token}` },
    body: form,
  });
  await close(before);
  const after = await start();
  const image = after.messages(channelId)[0]?.embeds[0]?.image;
  // Discord's documentation says that an embed's image may have a description: developers/resources/message.mdx,
  // section "Embed Image Structure".
  expect(image?.description).toBe('A line');
  expect(image?.url).toContain(after.origin);
  expect(await (await fetch(image?.url ?? '')).text()).toBe('PNG');
});

test('the next port is taken if the first one is in use', async () => {
  const taker = createServer();
  onTestFinished(() => void taker.close());
  await new Promise<void>((resolve) => taker.listen(0, '127.0.0.1', resolve));
  const address = taker.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const playground = await start({ port: [taken, 0] });
  expect(playground.origin).not.toContain(`:${taken}`);
  await expect(start({ port: [taken] })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a damaged file of messages does not prevent the start', async () => {
  await close(await start());
  await writeFile(join(dataDir, 'world.json'), '{"version":1,"messages":[');
  expect((await start()).member('ada').messages()).toEqual([]);
});
