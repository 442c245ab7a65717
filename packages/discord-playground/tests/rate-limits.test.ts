import { DiscordAPIError, HTTPError, Routes } from 'discord.js';
import { expect } from 'vitest';
import { test as playgroundTest } from './test.ts';

const test = playgroundTest
  .extend(
    'statuses',
    ({ playground }) =>
      () =>
        playground.requests.map(({ status }) => status),
  )
  .extend(
    'get',
    ({ playground }) =>
      (path: string) =>
        fetch(`${playground.apiUrl}/v10${path}`, { headers: { Authorization: `Bot ${playground.token}` } }),
  );

test('answers contain the number of remaining requests', async ({ get }) => {
  const [first, second] = [await get('/users/@me'), await get('/users/@me')];
  expect(first.headers.get('x-ratelimit-limit')).toBe('20');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('19');
  expect(second.headers.get('x-ratelimit-remaining')).toBe('18');
  expect(Number(first.headers.get('x-ratelimit-reset-after'))).toBeGreaterThan(0);
  expect(first.headers.get('x-ratelimit-bucket')).toBe(second.headers.get('x-ratelimit-bucket'));
});

test('a request over the limit is answered with 429 and a delay', async ({ get }) => {
  const responses = await Promise.all(Array.from({ length: 21 }, () => get('/users/@me')));
  const [refused] = responses.filter((response) => response.status === 429);
  expect(refused?.headers.get('x-ratelimit-scope')).toBe('user');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.json()).toMatchObject({ message: 'You are being rate limited.', global: false });
});

test('discord.js waits through many answers with 429', async ({ playground, rest, statuses }) => {
  playground.inject({ status: 429, times: 3, retryAfter: 0.01 });
  expect(await rest.get(Routes.user())).toMatchObject({ username: 'Bot' });
  expect(statuses()).toEqual([429, 429, 429, 200]);
});

test('a global 429 delays other routes too', async ({ playground, rest, statuses }) => {
  playground.inject({ status: 429, retryAfter: 0.01, global: true, path: /^\/users/ });
  await rest.get(Routes.user());
  await rest.get(Routes.gatewayBot());
  expect(statuses()).toEqual([429, 200, 200]);
});

test('discord.js retries after a 502 and a cut connection, and finally fails', async ({
  playground,
  rest,
  statuses,
}) => {
  playground.inject({ status: 502 });
  playground.inject({ status: 0 });
  expect(await rest.get(Routes.user())).toMatchObject({ username: 'Bot' });
  expect(statuses()).toEqual([502, 0, 200]);

  const calm = playground.inject({ status: 503, times: 100 });
  await expect(rest.get(Routes.user())).rejects.toThrow(HTTPError);
  calm();
  expect(await rest.get(Routes.user())).toMatchObject({ username: 'Bot' });
});

test('an injected failure applies only to matching requests', async ({ playground, rest, statuses }) => {
  playground.inject({ status: 500, method: 'GET', path: /^\/guilds\// });
  await rest.get(Routes.user());
  expect(statuses()).toEqual([200]);
  await expect(rest.get('/guilds/1')).rejects.toThrow(DiscordAPIError);
  expect(statuses()).toEqual([200, 500, 404]);
});
