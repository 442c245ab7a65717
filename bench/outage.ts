import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlayground } from 'discord-playground';
import { startBotProcess } from './soak/bot-process.ts';

/**
 * Cuts the network of the built bot while it starts, and again later. Measures how soon the bot serves members after
 * the network returns, and whether `/readyz` was right in every second. Run `npm run build` first.
 *
 *   npx tsx bench/outage.ts [minutes of each outage, by default 10]
 */
const minutes = Number(process.argv[2] ?? 10);
const SECOND = 1000;

const playground = await startPlayground();
const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-outage-'));
const { token, apiUrl, origin } = playground;
const env = { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin, DATA_DIR: dataDir };

const restoreAtStart = playground.cutNetwork();
const starting = startBotProcess({ ...env, THREADS: '1' }, 'dist/main.js');
await sleep(minutes * 60 * SECOND);
let returned = performance.now();
restoreAtStart();
const bot = await starting;
const ada = playground.member('ada');
await untilServed();
console.log(`away at the start for ${minutes} min: served ${secondsSince(returned)} s after the return`);

const isReady = () =>
  fetch(`${bot.address}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
const restore = playground.cutNetwork();
const cut = performance.now();
let wrong = 0;
let lag = 0;
while (performance.now() - cut < minutes * 60 * SECOND) {
  if (await isReady()) {
    wrong += 1;
    lag = (performance.now() - cut) / SECOND;
  }
  await sleep(SECOND);
}
console.log(`/readyz was 200 in ${wrong} seconds of the outage, for the last time ${lag.toFixed(1)} s after its start`);
returned = performance.now();
restore();
while (!(await isReady())) await sleep(SECOND / 4);
console.log(`away later for ${minutes} min: ready ${secondsSince(returned)} s after the return`);
await untilServed();
console.log(`served ${secondsSince(returned)} s after the return, sessions: ${playground.gateway.identifies}`);
await bot.stop();
await playground.close();
await rm(dataDir, { recursive: true });

/** Sends commands until one is answered. */
async function untilServed(): Promise<void> {
  for (;;) {
    const step = await ada
      .slash('stats')
      .acknowledged()
      .catch(() => null);
    if (step && step.kind !== 'no-response') return;
  }
}

function secondsSince(time: number): string {
  return ((performance.now() - time) / SECOND).toFixed(1);
}
