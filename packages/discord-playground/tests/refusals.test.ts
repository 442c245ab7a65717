import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Invocation, type ManualClock, manualClock, type Playground, startPlayground } from '../src/index.ts';

let clock: ManualClock;
let playground: Playground;

beforeEach(async () => {
  clock = manualClock();
  playground = await startPlayground({ clock });
  const rest = new REST({ api: playground.apiUrl }).setToken(playground.token);
  await rest.put(Routes.applicationCommands(playground.applicationId), {
    body: [{ name: 'ping', description: 'Answers pong' }],
  });
});

afterEach(() => playground.close());

const ping = () => playground.member('ada').slash('ping');

/** Sends JSON to the REST API, as a bot would. Resolves to the status and the parsed body of the answer. */
async function send(method: string, path: string, body?: unknown, token = playground.token) {
  const response = await fetch(`${playground.apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const answer = (to: Invocation, body: unknown) => send('POST', `/interactions/${to.id}/${to.token}/callback`, body);
const hook = (to: { token: string }) => `/webhooks/${playground.applicationId}/${to.token}`;
const original = (to: { token: string }) => `${hook(to)}/messages/@original`;
const say = (data: object) => ({ type: 4, data });
const DEFER = { type: 5 };

describe('an interaction must be acknowledged once and in time', () => {
  test('rejects a second callback with 40060', async () => {
    const invocation = ping();
    expect((await answer(invocation, say({ content: 'first' }))).status).toBe(204);
    expect(await answer(invocation, say({ content: 'second' }))).toEqual({
      status: 400,
      body: { message: 'Interaction has already been acknowledged.', code: 40060 },
    });
    expect(invocation.original?.content).toBe('first');
  });

  test('rejects an unknown interaction and a wrong token with 10062', async () => {
    const unknown = { status: 404, body: { message: 'Unknown interaction', code: 10062 } };
    const invocation = ping();
    expect(await send('POST', `/interactions/1/${invocation.token}/callback`, DEFER)).toEqual(unknown);
    expect(await send('POST', `/interactions/${invocation.id}/${ping().token}/callback`, DEFER)).toEqual(unknown);
  });

  test('after three seconds, shows that there was no response and rejects a late callback', async () => {
    const invocation = ping();
    clock.advance(2_999);
    expect(invocation.steps).toEqual([]);
    clock.advance(1);
    expect(invocation.steps).toEqual([{ kind: 'no-response' }]);
    expect((await answer(invocation, DEFER)).body).toEqual({ message: 'Unknown interaction', code: 10062 });
    await expect(invocation.reply()).rejects.toThrow('did not respond');
  });

  test('rejects a callback type that does not fit the interaction', async () => {
    const refused = await answer(ping(), { type: 8, data: { choices: [] } });
    expect(refused.body.code).toBe(50035);
    expect(refused.body.errors.type._errors[0].code).toBe('BASE_TYPE_CHOICES');
  });
});

describe('a token works after the first response, for fifteen minutes', () => {
  test('rejects edits and follow-ups before the first response', async () => {
    const invocation = ping();
    const unknown = { status: 404, body: { message: 'Unknown Webhook', code: 10015 } };
    expect(await send('PATCH', original(invocation), { content: 'early' })).toEqual(unknown);
    expect(await send('POST', hook(invocation), { content: 'early' })).toEqual(unknown);
  });

  test('rejects an edit after fifteen minutes and an unknown token with 50027', async () => {
    const invocation = ping();
    await answer(invocation, DEFER);
    clock.advance(15 * 60_000 - 1);
    expect((await send('PATCH', original(invocation), { content: 'just in time' })).status).toBe(200);
    clock.advance(1);
    const invalid = { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } };
    expect(await send('PATCH', original(invocation), { content: 'late' })).toEqual(invalid);
    expect(await send('POST', hook({ token: 'made-up' }), { content: 'never' })).toEqual(invalid);
    expect(invocation.original?.content).toBe('just in time');
  });

  test('a deleted response is an unknown message', async () => {
    const invocation = ping();
    await answer(invocation, say({ content: 'gone soon' }));
    expect((await send('DELETE', original(invocation))).status).toBe(204);
    expect((await send('GET', original(invocation))).body).toEqual({ message: 'Unknown Message', code: 10008 });
    expect(invocation.original).toBeNull();
  });

  test("rejects an edit of another interaction's message", async () => {
    const mine = ping();
    const other = ping();
    await answer(mine, say({ content: 'mine' }));
    await answer(other, say({ content: 'other' }));
    const refused = await send('PATCH', `${hook(mine)}/messages/${other.original?.id}`, { content: 'stolen' });
    expect(refused.body.code).toBe(10008);
  });
});

describe('the first response determines whether the answer is ephemeral', () => {
  test('an edit cannot change whether a deferred reply is ephemeral', async () => {
    const open = ping();
    await answer(open, DEFER);
    expect((await send('PATCH', original(open), { content: 'a', flags: 64 })).body.flags).toBe(0);
    const shut = ping();
    await answer(shut, { type: 5, data: { flags: 64 } });
    expect((await send('PATCH', original(shut), { content: 'b', flags: 0 })).body.flags).toBe(64);
    expect([open.ephemeral, shut.ephemeral]).toEqual([false, true]);
    expect(
      playground
        .member('ben')
        .messages()
        .map(({ content }) => content),
    ).toEqual(['a']);
  });

  test('the first follow-up becomes the deferred reply, whatever its flags are', async () => {
    const invocation = ping();
    await answer(invocation, DEFER);
    const filled = await send('POST', hook(invocation), { content: 'meant to be private', flags: 64 });
    expect(filled.body.flags).toBe(0);
    expect(invocation.original?.content).toBe('meant to be private');
    expect(invocation.followUps).toEqual([]);
  });
});

describe('limits', () => {
  const text = (length: number) => 'x'.repeat(length);
  const button = (id: string) => ({ type: 2, style: 1, label: 'Press', custom_id: id });
  const row = (...components: object[]) => ({ type: 1, components });
  const options = (count: number) => Array.from({ length: count }, (_, i) => ({ label: `${i}`, value: `${i}` }));
  const select = (more: object) => ({ type: 3, custom_id: 'menu', options: options(2), ...more });
  const V2 = 1 << 15;

  test.each([
    ['content of 2001', { content: text(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
    ['an embed title of 257', { embeds: [{ title: text(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a description of 4097',
      { embeds: [{ description: text(4097) }] },
      'embeds.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '26 fields',
      { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'n', value: 'v' })) }] },
      'embeds.0.fields',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an empty field value',
      { embeds: [{ fields: [{ name: 'n', value: '' }] }] },
      'embeds.0.fields.0.value',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'embeds of 6001 characters together',
      { embeds: [{ description: text(4000) }, { description: text(2001) }] },
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 't' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
    ['a link that is none', { embeds: [{ title: 't', url: 'nonsense' }] }, 'embeds.0.url', 'URL_TYPE_INVALID_URL'],
    [
      'six buttons in a row',
      { components: [row(...['1', '2', '3', '4', '5', '6'].map(button))] },
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'six rows',
      { components: ['1', '2', '3', '4', '5', '6'].map((id) => row(button(id))) },
      'components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button beside a menu',
      { components: [row(button('a'), select({}))] },
      'components.0.components',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'a custom id of 101',
      { components: [row(button(text(101)))] },
      'components.0.components.0.custom_id',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'the same custom id twice',
      { components: [row(button('a')), row(button('a'))] },
      'components',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a button label of 81',
      { components: [row({ ...button('a'), label: text(81) })] },
      'components.0.components.0.label',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '26 options',
      { components: [row(select({ options: options(26) }))] },
      'components.0.components.0.options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an option label of 101',
      { components: [row(select({ options: [{ label: text(101), value: 'v' }] }))] },
      'components.0.components.0.options.0.label',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'the same option twice',
      { components: [row(select({ options: [...options(1), ...options(1)] }))] },
      'components.0.components.0.options.1.value',
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'a text display without the V2 flag',
      { components: [{ type: 10, content: 'x' }] },
      'components.0',
      'UNION_TYPE_CHOICES',
    ],
    [
      'content beside V2 components',
      { flags: V2, content: 'x', components: [{ type: 10, content: 'y' }] },
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      '41 V2 components',
      { flags: V2, components: Array.from({ length: 41 }, () => ({ type: 10, content: 'x' })) },
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      'V2 texts of 4001 characters together',
      {
        flags: V2,
        components: [
          { type: 10, content: text(4000) },
          { type: 10, content: 'x' },
        ],
      },
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      'a file component without its file',
      { flags: V2, components: [{ type: 13, file: { url: 'attachment://missing.ogg' } }] },
      'components.0.file.url',
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ],
  ])('%s', async (_, message, path, code) => {
    const invocation = ping();
    const { status, body } = await answer(invocation, say(message));
    expect([status, body.code, body.message]).toEqual([400, 50035, 'Invalid Form Body']);
    const at = ['data', ...path.split('.')].reduce((tree, key) => tree?.[key], body.errors);
    expect(at?._errors?.[0]?.code, JSON.stringify(body.errors)).toBe(code);
    expect(playground.violations).toHaveLength(1);
    expect(invocation.steps).toEqual([]);
  });

  test('accepts values at the limits', async () => {
    const message = {
      content: text(2000),
      embeds: [{ title: text(256), description: text(4096), footer: { text: text(1648) } }],
      components: [
        row(...['1', '2', '3', '4', '5'].map((id) => button(id.repeat(100)))),
        row(select({ options: options(25) })),
      ],
    };
    expect(await answer(ping(), say(message))).toEqual({ status: 204, body: undefined });
    expect(playground.violations).toEqual([]);
  });

  test('rejects an empty message with 50006', async () => {
    const { body } = await answer(ping(), say({ content: '  ' }));
    expect(body).toEqual({ message: 'Cannot send an empty message', code: 50006 });
  });

  test("answers an error with Discord's wording", async () => {
    const { body } = await send('POST', `/channels/${playground.member('ada').channelId}/messages`, {
      content: text(2001),
    });
    expect(body).toEqual({
      message: 'Invalid Form Body',
      code: 50035,
      errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
    });
  });

  test('rejects a body that is not JSON with 50109', async () => {
    const response = await fetch(`${playground.apiUrl}/v10/channels/${playground.member('ada').channelId}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bot ${playground.token}`, 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(await response.json()).toEqual({ message: 'The request body contains invalid JSON.', code: 50109 });
  });
});

describe('authorization and unknown objects', () => {
  test('answers a wrong token with 401', async () => {
    const refused = await send('GET', '/users/@me', undefined, 'wrong');
    expect(refused).toEqual({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  });

  test('rejects unknown paths, methods and API versions', async () => {
    expect((await send('GET', '/nonsense')).status).toBe(404);
    expect((await send('DELETE', '/users/@me')).status).toBe(405);
    const old = await fetch(`${playground.apiUrl}/v5/users/@me`);
    expect(await old.json()).toEqual({ message: 'Invalid API version', code: 50041 });
  });

  test('answers unknown channels, guilds, members and users with their error codes', async () => {
    const codes = await Promise.all(
      ['/channels/1', '/guilds/1', `/guilds/${playground.guilds[0]?.id}/members/1`, '/users/1'].map(
        async (path) => (await send('GET', path)).body.code,
      ),
    );
    expect(codes).toEqual([10003, 10004, 10007, 10013]);
  });
});
