import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlayground } from 'discord-playground';
import { noise, wav } from '../tests/helpers/signals.ts';
import { startBotProcess } from './soak/bot-process.ts';

/**
 * Measures the memory of the built bot by the number of its analysis threads: idle, the maximum while members add and
 * search sounds of 20 s, idle after that, and the maximum while one of them then searches with a sound of almost ten
 * minutes.
 * Run `npm run build` first. CLAP is used if MODELS_DIR names a folder with the model.
 *
 *   npx tsx bench/memory.ts [threads...]
 */
const SECONDS = 20;
const SOUNDS = 12;
const RATE = 22_050;
const LONG_SECONDS = 590;
const LONG_RATE = 8000;
const SAMPLE_MS = 100;
/** Time after which a bot that has started is idle. */
const SETTLING_MS = 5000;

const threadCounts = process.argv.slice(2).map(Number);
console.log('threads  idle MB  maximum MB  idle again MB  ten minutes MB');
for (const threads of threadCounts.length > 0 ? threadCounts : [1, 2]) {
  const { idle, maximum, idleAgain, long } = await measure(threads);
  const cells = [threads, ...[idle, maximum, idleAgain, long].map((megabytes) => megabytes.toFixed(0))].map(String);
  console.log([7, 7, 10, 13, 14].map((width, i) => cells[i]?.padStart(width)).join('  '));
}

async function measure(threads: number): Promise<Record<'idle' | 'maximum' | 'idleAgain' | 'long', number>> {
  const playground = await startPlayground();
  const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-memory-'));
  const { token, apiUrl, origin } = playground;
  const { MODELS_DIR = join(dataDir, 'models') } = process.env;
  const env = {
    ...{ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin, DATA_DIR: dataDir },
    ...{ MODELS_DIR, CLAP: process.env.MODELS_DIR ? 'auto' : 'off', THREADS: String(threads) },
  };
  const bot = await startBotProcess(env, 'dist/main.js');
  let maximum = 0;
  const sample = async () => {
    maximum = Math.max(maximum, (await bot.usage()).rssMb);
  };
  await sleep(SETTLING_MS);
  await sample();
  const idle = maximum;
  const timer = setInterval(() => void sample(), SAMPLE_MS);
  const ada = playground.member('ada');
  // As many sounds at once as there are threads, so that every thread works.
  let begun = 0;
  const send = async (command: 'add' | 'search', file: Uint8Array) => {
    const sent = ada.slash(command, { audio: ada.upload('noise.wav', file) });
    await sent.until((reply) => reply.embeds.length > 0, 600_000).catch((error) => console.error(String(error)));
  };
  const sendSeveral = async () => {
    for (begun += 1; begun <= SOUNDS; begun += 1)
      await send(begun % 3 === 0 ? 'search' : 'add', wav(noise(RATE, SECONDS, 0.3, begun), RATE));
  };
  await Promise.all(Array.from({ length: threads }, sendSeveral));
  const short = maximum;
  await sleep(SETTLING_MS);
  const idleAgain = (await bot.usage()).rssMb;
  maximum = 0;
  await send('search', wav(noise(LONG_RATE, LONG_SECONDS, 0.3), LONG_RATE));
  clearInterval(timer);
  await sample();
  await bot.stop();
  await playground.close();
  await rm(dataDir, { recursive: true });
  return { idle, maximum: short, idleAgain, long: maximum };
}
