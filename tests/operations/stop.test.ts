import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPlayground } from 'discord-playground';
import { expect, onTestFinished, test } from 'vitest';
import { openLibraries } from '../../src/storage/index.ts';
import { answer, refusal } from '../e2e/world.ts';
import { sine, wav } from '../helpers/signals.ts';

const RATE = 22_050;
const TAIL = /"address":"(http:[^"]+)"[^\n]*\n[\s\S]*"msg":"ready"/;

/** A bug that strikes when it is told to. */
const BUG_ON_SIGUSR2 = `data:text/javascript,process.on('SIGUSR2', () => void Promise.reject(new Error('a bug')))`;

/** The bot as a process of its own, ready, with its health checks. */
async function startProcess(env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const settings = { PATH, HOME, CLAP: 'off', DECODER: 'wasm', THREADS: '1', METRICS_PORT: '0', ...env };
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', BUG_ON_SIGUSR2, 'src/main.ts'], {
    env: settings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(([status]) => status);
  let log = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk;
      const [, found] = TAIL.exec(log) ?? [];
      if (found) resolve(found);
    });
    void ended.then((status) => reject(new Error(`ended with ${status}: ${log}`)));
  });
  return { child, ended, address, log: () => log };
}

/** A file server that sends the beginning of a file and never the rest. */
async function stuckFile(): Promise<{ origin: string; url: string; asked: Promise<void> }> {
  let ask = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 100_000 });
    response.write(Buffer.alloc(1000));
    ask();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/slow.wav`, asked };
}

/** A playground, and the settings of a bot on it with a data folder of its own. */
async function startDiscord() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const playground = await startPlayground();
  onTestFinished(() => playground.close());
  const { token, apiUrl, origin } = playground;
  const env = { DATA_DIR: dataDir, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin };
  return { dataDir, playground, env };
}

test('at SIGTERM what is new is refused, what can finish is finished, the rest is handed back, and all of it is told', async () => {
  const { dataDir, playground, env } = await startDiscord();
  const slow = await stuckFile();
  const bot = await startProcess({
    ...env,
    LOG_LEVEL: 'trace',
    ATTACHMENT_ORIGINS: `${playground.origin},${slow.origin}`,
  });
  expect((await fetch(`${bot.address}/readyz`)).status).toBe(200);

  const [ada, ben] = [playground.member('ada'), playground.member('ben')];
  const tone = (hertz: number) => ada.upload('tone.wav', wav(sine(hertz, 5, RATE), RATE));
  const stuck = ben.slash('add', { audio: ben.upload('slow.wav', new Uint8Array(100_000), { url: slow.url }) });
  const going = [440, 550, 660].map((hertz) => ada.slash('add', { audio: tone(hertz), label: `tone ${hertz}` }));
  await slow.asked;
  for (const sent of going) await sent.acknowledged();
  bot.child.kill('SIGTERM');
  await expect.poll(async () => (await fetch(`${bot.address}/readyz`)).text()).toBe('stopping\n');
  expect((await fetch(`${bot.address}/healthz`)).status).toBe(200);

  const restarting = 'I’m restarting. Please try again in a minute.';
  expect(await refusal(ben.slash('list'))).toBe(restarting);
  expect(await refusal(stuck)).toBe(restarting);
  const told = await Promise.all(
    going.map((sent) => Promise.race([answer(sent).then(() => true), refusal(sent).then(() => false)])),
  );
  expect(await bot.ended).toBe(0);
  expect(bot.log()).not.toContain(playground.token);

  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  onTestFinished(() => libraries.close());
  const kept = (await libraries.open(playground.guilds[0]?.id ?? '')).list().map(({ label }) => label);
  const said = [440, 550, 660].filter((_, index) => told[index]).map((hertz) => `tone ${hertz}`);
  expect(kept.sort()).toEqual(said);
}, 60_000);

test('a bug that nobody caught is logged, and the process ends in order, with status 1', async () => {
  const { env } = await startDiscord();
  const bot = await startProcess(env);
  bot.child.kill('SIGUSR2');
  expect(await bot.ended).toBe(1);
  expect(bot.log()).toMatch(/"message":"a bug".*"msg":"unhandledRejection; stopping"/);
});

test('a connection that Discord has ended for good ends the process, so that it is noticed', async () => {
  const { env, playground } = await startDiscord();
  const bot = await startProcess(env);
  playground.gateway.end(4004);
  expect(await bot.ended).toBe(1);
  expect(bot.log()).toMatch(/"code":4004,"msg":"Discord ended the connection"/);
});
