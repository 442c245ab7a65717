import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';

const MIB = 2 ** 20;

/** What is wrong with a voice message, its body and the types of its files, and Discord's error code. */
const REFUSED: readonly [what: string, body: object, files: readonly string[], code: number][] = [
  ['a text', { content: 'listen!' }, ['audio/ogg'], 50159],
  ['no file', {}, [], 50160],
  ['two files', {}, ['audio/ogg', 'audio/ogg'], 50160],
  ['a file that is declared as something else', {}, ['application/ogg'], 50160],
  ['no waveform', { attachments: [{ id: '0', duration_secs: 1 }] }, ['audio/ogg'], 50161],
];

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
      ...['reset', 'close', 'voice', ...REFUSED.map(([what]) => what)].map((name) => ({
        name,
        channels: [{ name: 'sounds' }],
        members: [{ name }],
      })),
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

describe('a voice message', () => {
  /** A form with files and a body, as a bot sends a voice message. */
  const voice = (body: object, files: readonly string[] = ['audio/ogg']) => {
    const form = new FormData();
    const attachments = files.map((_, id) => ({ id: String(id), duration_secs: 1, waveform: 'AA==' }));
    form.append('payload_json', JSON.stringify({ flags: 1 << 13, attachments, ...body }));
    for (const [id, type] of files.entries()) form.append(`files[${id}]`, new Blob(['OggS'], { type }), `${id}.ogg`);
    return form;
  };
  // A guild of its own, because a bot may post five messages in five seconds in a channel.
  const path = (name: string) => `/channels/${playground.member(name, name).channelId}/messages`;

  test('has one audio file with its length and waveform, and cannot be edited', async () => {
    const sent = await send(path('voice'), voice({}));
    expect(sent).toMatchObject({ status: 200, body: { flags: 1 << 13, attachments: [{ duration_secs: 1 }] } });
    expect(await send(`${path('voice')}/${sent.body.id}`, { content: 'x' }, 'PATCH')).toMatchObject({
      body: { code: 50162 },
    });
  });

  test.each(REFUSED)('is refused with %s', async (what, body, files, code) => {
    expect(await send(path(what), voice(body, files))).toMatchObject({ status: 400, body: { code } });
  });
});

test('the download of a file can fail', async () => {
  const { url } = playground.member('ada').upload('a.wav', Buffer.from('sound'));
  playground.inject({ status: 503, path: /attachments/ });
  expect((await fetch(url)).status).toBe(503);
  expect((await fetch(url)).status).toBe(200);
});
