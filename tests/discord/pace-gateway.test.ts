import { once } from 'node:events';
import { type Client, Events } from 'discord.js';
import { type Playground, startPlayground } from 'discord-playground';
import { expect, test, vi } from 'vitest';
import { createClient } from '../../src/discord/client.ts';
import { paceGateway } from '../../src/discord/pace-gateway.ts';

test('reading stops at 160 interactions without a response, and goes on at 80', () => {
  const connection = { pause: vi.fn(), resume: vi.fn() };
  const pace = paceGateway({ shards: new Map([[0, { connection, isAck: true }]]) });
  for (let id = 0; id < 159; id++) pace.received(String(id));
  expect(connection.pause).not.toHaveBeenCalled();
  pace.received('159');
  expect(connection.pause).toHaveBeenCalled();
  for (let id = 0; id < 79; id++) pace.responded(String(id));
  expect(connection.resume).not.toHaveBeenCalled();
  pace.responded('79');
  expect(connection.resume).toHaveBeenCalledOnce();
});

test('interactions without a response count for 3 s only', () => {
  vi.useFakeTimers();
  try {
    const connection = { pause: vi.fn(), resume: vi.fn() };
    const pace = paceGateway({ shards: new Map([[0, { connection, isAck: true }]]) });
    for (let id = 0; id < 600; id++) pace.received(String(id));
    vi.advanceTimersByTime(2999);
    expect(connection.resume).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(connection.resume).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

/** Logs in a client, and returns the strategy that holds its connections. */
async function logIn({ apiUrl, token }: Playground): Promise<{ client: Client; strategy: object }> {
  let strategy: object = {};
  const client = createClient(
    { DISCORD_API_URL: apiUrl, SHARDS: 1 },
    { onGateway: (_, holder) => (strategy = holder) },
  );
  const ready = once(client, Events.ClientReady);
  await client.login(token);
  await ready;
  return { client, strategy };
}

test('a connection of discord.js is paused, and receives what was sent meanwhile once it goes on', async () => {
  const playground = await startPlayground();
  const { client, strategy } = await logIn(playground);
  try {
    const pace = paceGateway(strategy);
    for (let id = 0; id < 160; id++) pace.received(String(id));
    expect(Reflect.get(strategy, 'shards').get(0).connection.isPaused).toBe(true);
    const joined = new Promise((resolve) => client.once(Events.GuildCreate, ({ name }) => resolve(name)));
    playground.addGuild({ name: 'Later', channels: [{ name: 'sounds' }], members: [] });
    for (let id = 0; id < 160; id++) pace.responded(String(id));
    expect(await joined).toBe('Later');
  } finally {
    await client.destroy();
    await playground.close();
  }
});

test('a connection whose answers to heartbeats wait behind unread events stays open', async () => {
  const playground = await startPlayground({ heartbeatInterval: 100 });
  const { client, strategy } = await logIn(playground);
  try {
    const pace = paceGateway(strategy);
    let id = 0;
    const reading = setInterval(() => {
      for (let count = 0; count < 160; count++) pace.received(String(id++));
    }, 20);
    const heartbeat = vi.spyOn(Reflect.get(strategy, 'shards').get(0), 'heartbeat');
    try {
      await vi.waitFor(() => expect(heartbeat.mock.calls.length).toBeGreaterThan(5), { timeout: 30_000 });
    } finally {
      clearInterval(reading);
    }
    expect(playground.gateway).toMatchObject({ connections: 1, resumes: 0, identifies: 1 });
  } finally {
    await client.destroy();
    await playground.close();
  }
});
