import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from 'discord-playground';
import { noise, wav } from '../tests/helpers/signals.ts';
import { startBotProcess } from './soak/bot-process.ts';

/**
 * Measures the memory of the built bot by the number of its analysis threads: idle, and the maximum while members add
 * and search sounds of 20 s. Run `npm run build` first. CLAP is used if MODELS_DIR names a folder with the model.
 *
 *   npx tsx bench/memory.ts [threads...]
 */
const SECONDS = 20;
const SOUNDS = 24;
const RATE = 22_050;
const SAMPLE_MS = 100;

const threadCounts = process.argv.slice(2).map(Number);
console.log('threads  idle MB  maximum MB');
for (const threads of threadCounts.length > 0 ? threadCounts : [1, 2]) {
  const { idle, maximum } = await measure(threads);
  console.log(`${String(threads).padStart(7)}  ${idle.toFixed(0).padStart(7)}  ${maximum.toFixed(0).padStart(10)}`);
}

async function measure(threads: number): Promise<{ idle: number; maximum: number }> {
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
  await sample();
  const idle = maximum;
  const timer = setInterval(() => void sample(), SAMPLE_MS);
  const ada = playground.member('ada');
  const sounds = Array.from({ length: SOUNDS }, (_, index) => {
    const audio = ada.upload('noise.wav', wav(noise(RATE, SECONDS, 0.3, index + 1), RATE));
    return ada.slash(index % 3 === 2 ? 'search' : 'add', { audio });
  });
  await Promise.all(sounds.map((sent) => sent.until((reply) => reply.embeds.length > 0, 600_000)));
  clearInterval(timer);
  await sample();
  await bot.stop();
  await playground.close();
  await rm(dataDir, { recursive: true });
  return { idle, maximum };
}
