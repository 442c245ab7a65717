import { once } from 'node:events';
import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, type Interaction } from 'discord.js';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { test as playgroundTest } from './test.ts';

/** Data of an identify packet, except the token. */
const plainLogin = { intents: 1, properties: {} };

const test = playgroundTest
  /** Opens a WebSocket for handwritten gateway packets. Returns the packets that it receives, and its close code. */
  .extend('open', ({ playground }, { onCleanup }) => {
    const sockets: WebSocket[] = [];
    onCleanup(() => {
      for (const socket of sockets) socket.terminate();
    });
    return async (query = 'v=10&encoding=json') => {
      const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/gateway?${query}`);
      sockets.push(socket);
      const received: { op: number; d: unknown; t: string | null; s: number | null }[] = [];
      socket.on('message', (raw) => received.push(JSON.parse(String(raw))));
      const closed = once(socket, 'close').then(([code]) => Number(code));
      await once(socket, 'open');
      const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
      return { received, closed, send, socket };
    };
  });

test('a client that logs in receives every guild with its channels and roles', async ({ playground, login }) => {
  const client = await login();
  expect(client.user.username).toBe('Bot');
  expect(client.application.id).toBe(playground.applicationId);
  expect(client.guilds.cache.map((guild) => guild.name)).toEqual(['Sound Workshop', 'Quiet Room']);
  const workshop = client.guilds.cache.get(playground.guilds[0]?.id ?? '');
  expect(workshop?.channels.cache.map((channel) => channel.name)).toEqual(['sounds', 'general']);
  expect(workshop?.roles.cache.map((role) => role.name).sort()).toEqual(['@everyone', 'Bot', 'Librarian']);
  expect(workshop?.members.me?.permissions.has('AttachFiles')).toBe(true);
});

describe('with two shards', () => {
  const [even, odd] = [1000n, 1001n].map((time) => String(time << 22n));
  const guild = (name: string, id = '') => ({ name, id, channels: [{ name: 'sounds' }], members: [{ name: 'ada' }] });
  test.override('options', { guilds: [guild('even', even), guild('odd', odd)] });

  test('each shard receives its own guilds and their interactions', async ({ playground, login }) => {
    const client = await login({ shards: [0, 1], shardCount: 2 });
    expect(client.guilds.cache.map(({ name, shardId }) => [name, shardId]).sort()).toEqual([
      ['even', 0],
      ['odd', 1],
    ]);

    await client.application.commands.create({ name: 'ping', description: 'Answers pong' });
    const packets: [string, number][] = [];
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (data, shardId) => packets.push([data.guild_id, shardId]));
    const received = once(client, Events.InteractionCreate);
    playground.member('ada', 'odd').slash('ping');
    await received;
    expect(packets).toEqual([[odd, 1]]);
  });
});

test('rejects a wrong token, privileged intents, a wrong API version and an impossible shard with their close codes', async ({
  playground,
  open,
}) => {
  const wrongToken = await open();
  wrongToken.send(2, { ...plainLogin, token: 'wrong' });
  const privileged = await open();
  privileged.send(2, { ...plainLogin, token: playground.token, intents: 1 << 15 });
  const twice = await open();
  twice.send(2, { ...plainLogin, token: playground.token });
  twice.send(2, { ...plainLogin, token: playground.token });
  const early = await open();
  early.send(3, {});
  const old = await open('v=8&encoding=json');
  const shard = await open();
  shard.send(2, { ...plainLogin, token: playground.token, shard: [2, 2] });
  const codes = [wrongToken, privileged, twice, early, old, shard].map(({ closed }) => closed);
  expect(await Promise.all(codes)).toEqual([4004, 4014, 4005, 4003, 4012, 4010]);

  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: playground.apiUrl } });
  await expect(client.login('wrong')).rejects.toThrow('invalid token');
});

test('heartbeats are acknowledged', async ({ open }) => {
  const { received, send } = await open();
  send(1, null);
  await expect.poll(() => received.map(({ op }) => op)).toEqual([10, 11]);
});

test('after a dropped socket, the client resumes and receives a command that was sent meanwhile', async ({
  playground,
  login,
}) => {
  const client = await login();
  await client.application.commands.create({ name: 'ping', description: 'Answers pong' });
  const received: string[] = [];
  client.on(Events.InteractionCreate, async (interaction: Interaction) => {
    if (!interaction.isChatInputCommand()) return;
    received.push(interaction.user.username);
    await interaction.reply('here');
  });
  const resumed = once(client, Events.ShardResume);

  playground.gateway.drop();
  const invocation = playground.member('ben').slash('ping');
  await resumed;
  expect((await invocation.reply()).content).toBe('here');
  expect(received).toEqual(['ben']);
  expect([playground.gateway.identifies, playground.gateway.resumes]).toEqual([1, 1]);
});

test('a client that is asked to reconnect resumes', async ({ playground, login }) => {
  const client = await login();
  const resumed = once(client, Events.ShardResume);
  playground.gateway.reconnect();
  await resumed;
  expect([playground.gateway.identifies, playground.gateway.resumes]).toEqual([1, 1]);
});

test('a session that has ended cannot be resumed', async ({ playground, open }) => {
  const { received, send } = await open();
  send(6, { token: playground.token, session_id: 'gone', seq: 1 });
  await expect.poll(() => received.at(-1)).toMatchObject({ op: 9, d: false });
});

test('a client whose session is invalidated identifies again', async ({ playground, login }) => {
  // Replaces the wait of discord.js, which is five seconds between two identify packets.
  const client = await login({ ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) } });
  // Waits for READY first: `client.destroy()` never resolves if @discordjs/ws 1.2 is still waiting for READY.
  const readyAgain = once(client, Events.ShardReady);
  playground.gateway.invalidate(false);
  await readyAgain;
  expect(playground.gateway.identifies).toBe(2);
  expect(playground.gateway.resumes).toBe(0);
});

test('a resume sends exactly the missed events, then RESUMED', async ({ playground, open }) => {
  const first = await open();
  first.send(2, { ...plainLogin, token: playground.token, intents: 1 | (1 << 9) });
  await expect.poll(() => first.received.filter(({ t }) => t === 'GUILD_CREATE').length).toBe(2);
  const ready = first.received.find(({ t }) => t === 'READY');
  const last = first.received.at(-1)?.s;
  first.socket.terminate();

  playground.member('ada').post('one');
  playground.member('ada').post('two');
  const second = await open();
  second.send(6, { token: playground.token, session_id: Reflect.get(Object(ready?.d), 'session_id'), seq: last });
  await expect.poll(() => second.received.at(-1)?.t).toBe('RESUMED');
  const events = second.received.filter(({ op }) => op === 0);
  expect(events.map(({ t }) => t)).toEqual(['MESSAGE_CREATE', 'MESSAGE_CREATE', 'RESUMED']);
  expect(events.map(({ s }) => s)).toEqual([4, 5, 6]);
});

test('a bot without the intent receives no message events', async ({ playground, open }) => {
  const { received, send } = await open();
  send(2, { ...plainLogin, token: playground.token });
  await expect.poll(() => received.filter(({ t }) => t === 'GUILD_CREATE').length).toBe(2);
  playground.member('ada').post('not received');
  send(1, null);
  await expect.poll(() => received.at(-1)?.op).toBe(11);
  expect(received.some(({ t }) => t === 'MESSAGE_CREATE')).toBe(false);
});

describe('a privileged intent', () => {
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent];

  test('is refused with 4014', async ({ login }) => {
    await expect(login({ intents })).rejects.toThrow('disallowed intents');
  });

  describe('that is granted', () => {
    test.override('options', { privilegedIntents: ['MessageContent'] });

    test('is accepted', async ({ login }) => {
      expect((await login({ intents })).isReady()).toBe(true);
    });
  });
});
