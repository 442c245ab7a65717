import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/discord/start-bot.ts';
import { createEngine } from '../../src/engine/index.ts';
import { createLog } from '../../src/log.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { SAMPLE_NAMES, samplePath } from '../../tests/helpers/samples.ts';
import { quantiles } from '../quantiles.ts';

/**
 * The whole bot under load: N members on the loopback Discord search at once, each again as soon as it is answered.
 * The members are in another process, so that what is measured here is the bot's own thread.
 *
 *   npm run bench:load -- [members=50] [seconds=60] [clip]
 *
 * `clip`: search with clips cut to so many seconds, instead of with samples of 0.3 to 9 s.
 */
const [members = 50, seconds = 60, clip = 0] = process.argv.slice(2).map(Number);

const Doors = z.object({ token: z.string(), apiUrl: z.string(), origin: z.string(), guildId: z.string() });
const Report = z.object({
  acknowledged: z.array(z.number()),
  answered: z.array(z.number()),
  failures: z.array(z.string()),
});

const others = fork(join(import.meta.dirname, 'members.ts'), [String(members), String(clip)], {
  execArgv: process.execArgv,
});
const doors = Doors.parse((await once(others, 'message'))[0]);
const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-load-'));
const config = readConfig({
  DISCORD_TOKEN: doors.token,
  DISCORD_API_URL: doors.apiUrl,
  ATTACHMENT_ORIGINS: doors.origin,
  MAX_SOUNDS_PER_MINUTE: '10000',
});
const log = createLog('error');
const libraries = await openLibraries({ store: 'lowdb', dataDir });
const engine = await createEngine({ clap: 'off' });
const bot = await startBot(config, { engine, libraries, log });
try {
  await fill();
  others.send({ order: 'search', seconds: 5 });
  await once(others, 'message');

  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const memory: number[] = [];
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      memory.push(process.memoryUsage.rss());
      await sleep(1000, undefined, { signal: watching.signal }).catch(() => undefined);
    }
  })();
  others.send({ order: 'search', seconds });
  const report = Report.parse((await once(others, 'message'))[0]);
  watching.abort();
  await watch;
  delay.disable();

  const half = memory.slice(Math.floor(memory.length / 2));
  const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  console.log(
    `${members} members for ${seconds} s: ${report.answered.length} searches answered, ${(report.answered.length / seconds).toFixed(1)} a second`,
  );
  console.log(`acknowledged:     ${quantiles(report.acknowledged)}`);
  console.log(`answered:         ${quantiles(report.answered)}`);
  console.log(
    `event-loop delay: p50 ${(delay.percentile(50) / 1e6 - 5).toFixed(1)}, p99 ${(delay.percentile(99) / 1e6 - 5).toFixed(1)}, max ${(delay.max / 1e6 - 5).toFixed(1)} ms beyond the timer's 5`,
  );
  console.log(
    `RSS:              second half ${mb(half[0] ?? 0)} to ${mb(half.at(-1) ?? 0)}, most ${mb(Math.max(...memory))}`,
  );
  console.log(
    `failures:         ${report.failures.length}${report.failures.length > 0 ? `, e.g. ${report.failures[0]}` : ''}`,
  );
  if (report.failures.length > 0) process.exitCode = 1;
} finally {
  await bot.close();
  await engine.close();
  await libraries.close();
  others.send({ order: 'stop' });
  await rm(dataDir, { recursive: true });
}

async function fill(): Promise<void> {
  const library = await libraries.open(doors.guildId);
  await Promise.all(
    SAMPLE_NAMES.map(async (label) => {
      const audio = await readFile(samplePath(label));
      const embedding = await engine.embed(audio, { lane: label });
      const addedBy = { id: '1', name: 'bench' };
      await library.add({ label, tags: [], addedBy, messageUrl: null, fileName: `${label}.flac`, embedding, audio });
    }),
  );
}
