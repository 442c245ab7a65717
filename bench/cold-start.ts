import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from 'discord-playground';
import { samplePath } from '../tests/helpers/samples.ts';
import { median } from './quantiles.ts';

/**
 * Measures how long the built bot (`node dist/main.js`, without CLAP) takes from its start until it has connected, and
 * until it has answered a first search. Run `npm run build` first.
 *
 *   npx tsx bench/cold-start.ts
 */
const RUNS = 7;

const bd = await readFile(samplePath('bd_haus'));
const ready: number[] = [];
const answered: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const playground = await startPlayground();
  const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-cold-'));
  const member = playground.member('ada');
  let bot = start(dataDir, playground);
  // Measures the second start of the bot: the commands are registered by then, and the library contains a sound to find.
  await playground.registered('add');
  await member.slash('add', { audio: member.upload('bd.flac', bd) }).until((reply) => reply.embeds.length > 0);
  await stop(bot);

  const connected = nextConnection(playground.gateway);
  const begun = performance.now();
  bot = start(dataDir, playground);
  await connected();
  ready.push(performance.now() - begun);
  await member.slash('search', { audio: member.upload('bd.flac', bd) }).until((reply) => reply.embeds.length > 0);
  answered.push(performance.now() - begun);
  await stop(bot);
  await playground.close();
  await rm(dataDir, { recursive: true });
}
console.log(
  `cold start to ready ${median(ready).toFixed(0)} ms, to the first answered search ${median(answered).toFixed(0)} ms (medians of ${RUNS})`,
);

function start(dataDir: string, { token, apiUrl, origin }: { token: string; apiUrl: string; origin: string }) {
  const env = { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin, DATA_DIR: dataDir };
  return spawn(process.execPath, ['dist/main.js'], {
    env: { PATH: process.env.PATH, CLAP: 'off', LOG_LEVEL: 'error', ...env },
    stdio: 'inherit',
  });
}

async function stop(bot: ChildProcess): Promise<void> {
  const exit = once(bot, 'exit');
  bot.kill('SIGTERM');
  await exit;
}

/** Starts to watch for connections. The returned function waits for the first one since then. */
function nextConnection(gateway: { readonly identifies: number }) {
  const before = gateway.identifies;
  return async () => {
    while (gateway.identifies === before) await new Promise((resolve) => setTimeout(resolve, 2));
  };
}
