import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/discord/bot.ts';
import { createEngine } from '../../src/engine/index.ts';
import { createLog } from '../../src/log.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { SAMPLE_NAMES, samplePath } from '../../tests/helpers/samples.ts';

/** Runs the bot in a process of its own for `npm run bench:load`, and measures the event-loop delay and memory there. */

const Order = z.discriminatedUnion('order', [
  z.object({
    order: z.literal('start'),
    token: z.string(),
    apiUrl: z.string(),
    origin: z.string(),
    guildId: z.string(),
  }),
  z.object({ order: z.literal('watch') }),
  z.object({ order: z.literal('report') }),
  z.object({ order: z.literal('stop') }),
]);
export type Order = z.infer<typeof Order>;

/** Interval in milliseconds of the timer whose lateness is the event-loop delay. */
const RESOLUTION = 5;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
const memory: number[] = [];
let stop = async () => {};

process.on('message', async (message) => {
  const order = Order.parse(message);
  if (order.order === 'start') stop = await start(order);
  if (order.order === 'watch') watch();
  if (order.order === 'stop') await stop();
  const beyond = (nanoseconds: number) => nanoseconds / 1e6 - RESOLUTION;
  process.send?.({
    delay: { p50: beyond(delay.percentile(50)), p99: beyond(delay.percentile(99)), max: beyond(delay.max) },
    memory,
  });
});

function watch(): void {
  delay.enable();
  setInterval(() => memory.push(process.memoryUsage.rss()), 1000).unref();
}

/** Starts the bot with the 206 Sonic Pi samples in its library. Resolves to a function that stops the bot. */
async function start(connection: Extract<Order, { order: 'start' }>): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-load-'));
  const config = readConfig({
    DISCORD_TOKEN: connection.token,
    DISCORD_API_URL: connection.apiUrl,
    ATTACHMENT_ORIGINS: connection.origin,
    MAX_SOUNDS_PER_MINUTE: '10000',
  });
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  const engine = await createEngine({ clap: 'off' });
  const bot = await startBot(config, { engine, libraries, log: createLog('error') });
  const library = await libraries.open(connection.guildId);
  await Promise.all(
    SAMPLE_NAMES.map(async (label) => {
      const audio = await readFile(samplePath(label));
      const embedding = await engine.embed(audio, { lane: label });
      const addedBy = { id: '1', name: 'bench' };
      await library.change((writer) =>
        writer.add({ label, tags: [], addedBy, messageUrl: null, fileName: `${label}.flac`, embedding, audio }),
      );
    }),
  );
  return async () => {
    await bot.close();
    await engine.close();
    await libraries.close();
    await rm(dataDir, { recursive: true });
  };
}
