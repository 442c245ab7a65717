import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';

const MIB = 2 ** 20;

let playground: Playground;
beforeAll(async () => {
  playground = await startPlayground({
    guilds: [
      {
        name: 'Workshop',
        channels: [{ name: 'sounds' }],
        members: [
          { name: 'ada', uploadLimit: 50 * MIB },
          { name: 'ben', acceptsDirectMessages: false },
        ],
      },
      ...['reset', 'close'].map((name) => ({ name, channels: [{ name: 'sounds' }], members: [{ name }] })),
    ],
  });
});
afterAll(() => playground.close());

async function send(path: string, body: object | FormData, method = 'POST') {
  const isForm = body instanceof FormData;
  const response = await fetch(`${playground.apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${playground.token}`, ...(isForm ? {} : { 'Content-Type': 'application/json' }) },
    body: isForm ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const channel = () => `/channels/${playground.member('ada').channelId}/messages`;
const withFile = (bytes: number) => {
  const form = new FormData();
  form.append('payload_json', JSON.stringify({ content: 'a file' }));
  form.append('files[0]', new Blob([Buffer.alloc(bytes)]), 'a.wav');
  return form;
};

test('a message with an enforced nonce is created once', async () => {
  const body = { content: 'once', nonce: '7', enforce_nonce: true };
  const [first, second] = [await send(channel(), body), await send(channel(), body)];
  expect(second.body.id).toBe(first.body.id);
  const another = await send(channel(), { ...body, nonce: '8' });
  expect(another.body.id).not.toBe(first.body.id);
});

test('a member can refuse direct messages', async () => {
  const { body } = await send('/users/@me/channels', { recipient_id: playground.member('ben').user.id });
  expect(await send(`/channels/${body.id}/messages`, { content: 'psst' })).toMatchObject({
    status: 403,
    body: { code: 50007 },
  });
});

test('the limit of a channel is that of the server, whatever its members may upload', async () => {
  expect(await send(channel(), withFile(11 * MIB))).toMatchObject({ status: 413, body: { code: 40005 } });
  expect((await send(channel(), withFile(9 * MIB))).status).toBe(200);
});

test.each(['reset', 'close'] as const)('a request whose connection is cut (%s) can have taken effect', async (cut) => {
  // A channel of its own, because a bot may post five messages in five seconds in a channel.
  const { channelId } = playground.member(cut, cut);
  playground.inject({ status: 0, cut, isDone: true, method: 'POST' });
  await expect(send(`/channels/${channelId}/messages`, { content: cut })).rejects.toThrow('fetch failed');
  expect(playground.messages(channelId)).toHaveLength(1);
  playground.inject({ status: 0, cut, method: 'POST' });
  await expect(send(`/channels/${channelId}/messages`, { content: cut })).rejects.toThrow('fetch failed');
  expect(playground.messages(channelId)).toHaveLength(1);
});
