import { Routes } from 'discord.js';
import { expect } from 'vitest';
import { test as playgroundTest, refusalOf } from './test.ts';

const guild = {
  name: 'Workshop',
  roles: [{ name: 'Crew', permissions: [] }],
  channels: [
    { name: 'open' },
    { name: 'closed', overwrites: [{ for: 'bot', deny: ['ViewChannel' as const] }] },
    { name: 'muted', overwrites: [{ for: 'bot', deny: ['SendMessages' as const] }] },
    { name: 'plain', overwrites: [{ for: 'bot', deny: ['AttachFiles' as const, 'EmbedLinks' as const] }] },
  ],
  members: [{ name: 'ada' }, { name: 'ben' }],
};

interface Upload {
  readonly name: string;
  readonly data: Buffer;
}

const test = playgroundTest
  .extend('options', { guilds: [guild] })
  .extend(
    'channel',
    ({ playground }) =>
      (name: string) =>
        playground.member('ada').in(name).channelId,
  )
  .extend(
    'post',
    ({ rest, channel }) =>
      (name: string, body: object, files: Upload[] = []) =>
        rest.post(Routes.channelMessages(channel(name)), { body, files }),
  );

test('a bot posts, reads, edits and deletes its messages', async ({ playground, rest, channel, post }) => {
  await post('open', { content: 'hello' }, [{ name: 'a.wav', data: Buffer.from('one') }]);
  const [message] = playground.messages(channel('open'));
  expect(message).toMatchObject({ content: 'hello', attachments: [{ filename: 'a.wav', size: 3 }] });

  const path = Routes.channelMessage(channel('open'), message?.id ?? '');
  await rest.patch(path, { body: { content: 'changed' } });
  expect(await rest.get(path)).toMatchObject({ content: 'changed', attachments: [{ filename: 'a.wav' }] });
  await rest.patch(path, { body: { attachments: [] } });
  expect(await rest.get(path)).toMatchObject({ attachments: [] });
  await rest.delete(path);
  expect(await refusalOf(rest.get(path))).toEqual([404, 10008]);
});

test('the newest messages come first', async ({ playground, rest, channel }) => {
  for (const content of ['one', 'two', 'three']) playground.member('ada').post(content);
  const query = new URLSearchParams({ limit: '2' });
  expect(await rest.get(Routes.channelMessages(channel('open')), { query })).toMatchObject([
    { content: 'three' },
    { content: 'two' },
  ]);
});

test("rejects messages without the bot's permission", async ({ rest, channel, post }) => {
  expect(await refusalOf(post('closed', { content: 'x' }))).toEqual([403, 50001]);
  expect(await refusalOf(rest.get(Routes.channel(channel('closed'))))).toEqual([403, 50001]);
  expect(await refusalOf(post('muted', { content: 'x' }))).toEqual([403, 50013]);
  expect(await refusalOf(post('plain', { embeds: [{ title: 'x' }] }))).toEqual([403, 50013]);
  expect(await refusalOf(post('plain', { content: 'x' }, [{ name: 'a.wav', data: Buffer.from('1') }]))).toEqual([
    403, 50013,
  ]);
  expect(await refusalOf(post('plain', { content: 'x' }))).toBeNull();
});

test("rejects an edit of another author's message, and its deletion without the permission", async ({
  playground,
  rest,
  channel,
}) => {
  const theirs = Routes.channelMessage(channel('open'), playground.member('ada').in('open').post('mine').id);
  expect(await refusalOf(rest.patch(theirs, { body: { content: 'yours' } }))).toEqual([403, 50005]);
  expect(await refusalOf(rest.delete(theirs))).toEqual([403, 50013]);
});

test('rejects a file over 10 MiB', async ({ post }) => {
  const fits = Buffer.alloc(10 * 1024 * 1024);
  expect(await refusalOf(post('open', {}, [{ name: 'fits.wav', data: fits }]))).toBeNull();
  const big = Buffer.alloc(fits.length + 1);
  expect(await refusalOf(post('open', {}, [{ name: 'big.wav', data: big }]))).toEqual([413, 40005]);
});

test('pings only allowed mentions', async ({ playground, channel, post }) => {
  const ben = playground.guilds[0]?.members.find(({ username }) => username === 'ben')?.id;
  const content = `<@${ben}> @everyone`;
  await post('open', { content });
  await post('open', { content, allowed_mentions: { parse: [] } });
  const seen = playground
    .messages(channel('open'))
    .map(({ mentions, mention_everyone }) => [mentions.length, mention_everyone]);
  expect(seen).toEqual([
    [1, true],
    [0, false],
  ]);
});

test('opens one channel for direct messages per person', async ({ playground, rest }) => {
  const recipient_id = playground.member('ben').user.id;
  const open = () => rest.post(Routes.userChannels(), { body: { recipient_id } });
  expect(await open()).toEqual(await open());
  expect(await refusalOf(rest.post(Routes.userChannels(), { body: { recipient_id: '1' } }))).toEqual([404, 10013]);
});

test('rejects and records a body that does not match the published description', async ({
  playground,
  channel,
  post,
}) => {
  // Only Discord's OpenAPI description limits stickers; the playground has no rule of its own for stickers.
  expect(await refusalOf(post('open', { content: 'x', sticker_ids: 'none' }))).toEqual([400, 50035]);
  expect(playground.violations).toMatchObject([
    { rule: 'published description', problems: [expect.stringContaining('sticker_ids')] },
  ]);
  // If the playground has Discord's own wording for a limit, the error has this wording.
  await expect(post('open', { embeds: [{ title: 'x'.repeat(257) }] })).rejects.toThrow('256 or fewer');
  expect(playground.violations).toHaveLength(2);
  expect(playground.messages(channel('open'))).toEqual([]);
});
