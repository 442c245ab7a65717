import { describe, expect } from 'vitest';
import { say, interactionTest as test } from './interaction-test.ts';

const DEFER = { type: 5 };

describe('an interaction must be acknowledged once and in time', () => {
  test('rejects a second callback with 40060', async ({ ping, answer }) => {
    const invocation = ping();
    expect((await answer(invocation, say({ content: 'first' }))).status).toBe(204);
    expect(await answer(invocation, say({ content: 'second' }))).toEqual({
      status: 400,
      body: { message: 'Interaction has already been acknowledged.', code: 40060 },
    });
    expect(invocation.original?.content).toBe('first');
  });

  test('rejects an unknown interaction and a wrong token with 10062', async ({ send, ping }) => {
    const unknown = { status: 404, body: { message: 'Unknown interaction', code: 10062 } };
    const invocation = ping();
    expect(await send('POST', `/interactions/1/${invocation.token}/callback`, DEFER)).toEqual(unknown);
    expect(await send('POST', `/interactions/${invocation.id}/${ping().token}/callback`, DEFER)).toEqual(unknown);
  });

  test('after three seconds, shows that there was no response and rejects a late callback', async ({
    clock,
    ping,
    answer,
  }) => {
    const invocation = ping();
    clock.advance(2_999);
    expect(invocation.steps).toEqual([]);
    clock.advance(1);
    expect(invocation.steps).toEqual([{ kind: 'no-response' }]);
    expect((await answer(invocation, DEFER)).body).toEqual({ message: 'Unknown interaction', code: 10062 });
    await expect(invocation.reply()).rejects.toThrow('did not respond');
  });

  test('rejects a callback type that does not fit the interaction', async ({ ping, answer }) => {
    const refused = await answer(ping(), { type: 8, data: { choices: [] } });
    expect(refused.body.code).toBe(50035);
    expect(refused.body.errors.type._errors[0].code).toBe('BASE_TYPE_CHOICES');
  });
});

describe('a token works after the first response, for fifteen minutes', () => {
  test('rejects edits and follow-ups before the first response', async ({ send, ping, hook, original }) => {
    const invocation = ping();
    const unknown = { status: 404, body: { message: 'Unknown Webhook', code: 10015 } };
    expect(await send('PATCH', original(invocation), { content: 'early' })).toEqual(unknown);
    expect(await send('POST', hook(invocation), { content: 'early' })).toEqual(unknown);
  });

  test('rejects an edit after fifteen minutes and an unknown token with 50027', async ({
    clock,
    send,
    ping,
    answer,
    hook,
    original,
  }) => {
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

  test('a deleted response is an unknown message', async ({ send, ping, answer, original }) => {
    const invocation = ping();
    await answer(invocation, say({ content: 'gone soon' }));
    expect((await send('DELETE', original(invocation))).status).toBe(204);
    expect((await send('GET', original(invocation))).body).toEqual({ message: 'Unknown Message', code: 10008 });
    expect(invocation.original).toBeNull();
  });

  test("rejects an edit of another interaction's message", async ({ send, ping, answer, hook }) => {
    const mine = ping();
    const other = ping();
    await answer(mine, say({ content: 'mine' }));
    await answer(other, say({ content: 'other' }));
    const refused = await send('PATCH', `${hook(mine)}/messages/${other.original?.id}`, { content: 'stolen' });
    expect(refused.body.code).toBe(10008);
  });
});

describe('the first response determines whether the answer is ephemeral', () => {
  test('an edit cannot change whether a deferred reply is ephemeral', async ({
    playground,
    send,
    ping,
    answer,
    original,
  }) => {
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

  test('the first follow-up becomes the deferred reply, whatever its flags are', async ({
    send,
    ping,
    answer,
    hook,
  }) => {
    const invocation = ping();
    await answer(invocation, DEFER);
    const filled = await send('POST', hook(invocation), { content: 'meant to be private', flags: 64 });
    expect(filled.body.flags).toBe(0);
    expect(invocation.original?.content).toBe('meant to be private');
    expect(invocation.followUps).toEqual([]);
  });
});

describe('authorization and unknown objects', () => {
  test('answers a wrong token with 401', async ({ send }) => {
    const refused = await send('GET', '/users/@me', undefined, 'wrong');
    expect(refused).toEqual({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  });

  test('rejects unknown paths, methods and API versions', async ({ playground, send }) => {
    expect((await send('GET', '/nonsense')).status).toBe(404);
    expect((await send('DELETE', '/users/@me')).status).toBe(405);
    const old = await fetch(`${playground.apiUrl}/v5/users/@me`);
    expect(await old.json()).toEqual({ message: 'Invalid API version', code: 50041 });
  });

  test('answers unknown channels, guilds, members and users with their error codes', async ({ playground, send }) => {
    const codes = await Promise.all(
      ['/channels/1', '/guilds/1', `/guilds/${playground.guilds[0]?.id}/members/1`, '/users/1'].map(
        async (path) => (await send('GET', path)).body.code,
      ),
    );
    expect(codes).toEqual([10003, 10004, 10007, 10013]);
  });
});
