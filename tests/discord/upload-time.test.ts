import { Routes } from 'discord.js';
import { manualClock, startPlayground } from 'discord-playground';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createClient } from '../../src/discord/client.ts';

const MIB = 2 ** 20;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

test('a file of 20 MiB is uploaded at 1 MiB/s without a second try', async () => {
  const clock = manualClock();
  const playground = await startPlayground({
    clock,
    uploadBytesPerSecond: MIB,
    guilds: [{ name: 'Boosted', premiumTier: 2, channels: [{ name: 'sounds' }], members: [{ name: 'ada' }] }],
  });
  const client = createClient({ DISCORD_API_URL: playground.apiUrl, SHARDS: 'auto' });
  onTestFinished(async () => {
    await client.destroy();
    await playground.close();
  });
  client.rest.setToken(playground.token);
  const channelId = playground.guilds[0]?.channels[0]?.id ?? '';
  let isSent = false;
  const sent = client.rest
    .post(Routes.channelMessages(channelId), {
      body: { content: 'a long sound' },
      files: [{ name: 'long.wav', data: Buffer.alloc(20 * MIB) }],
    })
    .finally(() => {
      isSent = true;
    });
  // Both clocks, that of the playground's connection and that of the bot, advance by one second at a time.
  for (let seconds = 0; !isSent && seconds < 60; seconds++) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1000);
    await vi.advanceTimersByTimeAsync(1000);
  }
  await sent;
  expect(playground.messages(channelId).map(({ attachments }) => attachments[0]?.size)).toEqual([20 * MIB]);
  expect(playground.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
