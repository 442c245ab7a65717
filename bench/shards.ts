/**
 * Memory of idle bots that divide their shards in different ways: `npm run build && npx tsx bench/shards.ts`. Each bot is
 * connected to a playground with the default guilds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPlayground } from 'discord-playground';
import { type BotProcess, startBotProcess } from './soak/bot-process.ts';

/** Numbers of shards of the processes of a bot. */
const DIVISIONS = [[1], [8], [1, 1], [4, 4]];
const SETTLE_MS = 5000;

const report: Record<string, Record<string, string>> = {};
for (const division of DIVISIONS) {
  const playground = await startPlayground();
  const { token, apiUrl, origin } = playground;
  const total = division.reduce((sum, shards) => sum + shards, 0);
  const folders: string[] = [];
  const bots: BotProcess[] = [];
  let first = 0;
  for (const shards of division) {
    const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-shards-'));
    folders.push(folder);
    const own = { SHARD_LIST: `${first}-${first + shards - 1}`, TOTAL_SHARDS: String(total), DATA_DIR: folder };
    const discord = { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin };
    bots.push(await startBotProcess({ ...own, ...discord, THREADS: '1' }, 'dist/main.js'));
    first += shards;
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const resident = await Promise.all(bots.map(async (bot) => (await bot.usage()).rssMb));
  report[division.map((shards) => `${shards} shards`).join(' and ')] = {
    'each process MiB': resident.map((mb) => mb.toFixed(0)).join(', '),
    'together MiB': resident.reduce((sum, mb) => sum + mb, 0).toFixed(0),
  };
  for (const bot of bots) await bot.stop();
  await playground.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
console.log(`idle, acoustic features only, 1 analysis thread, Node ${process.version}`);
console.table(report);
