import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { ALLOCATOR } from '../allocator.ts';
import { quantiles } from '../quantiles.ts';
import type { Order } from './bot.ts';
import { startMembers } from './members.ts';

/**
 * Measures the whole bot under load: members of a simulated Discord search at the same time, each again once the previous
 * search is answered. The bot runs in its own process, so that only the bot is measured.
 *
 *   npm run bench:load -- [members=50] [seconds=60] [clip]
 *
 * `clip`: length in seconds to which queries are cut; by default, queries are whole samples of 0.3 to 9 s.
 */
const [count = 50, seconds = 60, clip = 0] = process.argv.slice(2).map(Number);
const WARM_UP_SECONDS = 5;

const Measured = z.object({
  /** Event-loop delays in milliseconds: how late a timer fires, beyond its interval. */
  delay: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  /** Resident memory of the bot's process in bytes, measured every second. */
  memory: z.array(z.number()),
});

const members = await startMembers(count, clip);
const bot = fork(join(import.meta.dirname, 'bot.ts'), {
  execArgv: process.execArgv,
  env: { ...process.env, ...ALLOCATOR },
});
try {
  await ask({ order: 'start', ...members.connection });
  await members.search(WARM_UP_SECONDS);
  await ask({ order: 'watch' });
  const { acknowledged, answered, failures } = await members.search(seconds);
  const { delay, memory } = Measured.parse(await ask({ order: 'report' }));

  const half = memory.slice(Math.floor(memory.length / 2));
  const mb = (bytes = 0) => `${Math.round(bytes / 2 ** 20)} MB`;
  const ms = (value: number) => value.toFixed(1);
  const rate = (answered.length / seconds).toFixed(1);
  console.log(`${count} members for ${seconds} s: ${answered.length} searches answered, ${rate} a second`);
  console.log(`acknowledged:     ${quantiles(acknowledged)}`);
  console.log(`answered:         ${quantiles(answered)}`);
  console.log(`event-loop delay: p50 ${ms(delay.p50)}, p99 ${ms(delay.p99)}, max ${ms(delay.max)} ms`);
  console.log(`RSS:              second half ${mb(half[0])} to ${mb(half.at(-1))}, max ${mb(Math.max(...memory))}`);
  console.log(`failures:         ${failures.length}${failures.length > 0 ? `, e.g. ${failures[0]}` : ''}`);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  await ask({ order: 'stop' });
  bot.disconnect();
  await members.close();
}

async function ask(order: Order): Promise<unknown> {
  bot.send(order);
  return (await once(bot, 'message'))[0];
}
