import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPlayground } from 'discord-playground';
import { expect, onTestFinished, test } from 'vitest';
import { openLibraries } from '../../src/storage/index.ts';
import { answer, refusal } from '../e2e/reply.ts';
import { bundleProgram } from '../helpers/bundle-program.ts';
import { sine, wav } from '../helpers/signals.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const RATE = 22_050;
const READY = /"address":"(http:[^"]+)"[^\n]*\n[\s\S]*"msg":"ready"/;

/** URL of a module that causes an unhandled rejection when the process receives SIGUSR2. */
const BUG_ON_SIGUSR2 = `data:text/javascript,process.on('SIGUSR2', () => void Promise.reject(new Error('a bug')))`;

/** Starts the bot in a child process, and resolves when the bot is ready. */
async function startProcess(env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const settings = { PATH, HOME, CLAP: 'off', DECODER: 'wasm', THREADS: '1', METRICS_PORT: '0', ...env };
  const child = spawn(process.execPath, ['--import', BUG_ON_SIGUSR2, await bundleProgram('src/main.ts')], {
    env: settings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(([status]) => status);
  let log = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk;
      const [, found] = READY.exec(log) ?? [];
      if (found) resolve(found);
    });
    void ended.then((status) => reject(new Error(`ended with ${status}: ${log}`)));
  });
  return { child, ended, address, log: () => log };
}

/** Starts a file server that sends the first bytes of a file and then stalls. */
async function startStalledServer(): Promise<{ origin: string; url: string; requested: Promise<void> }> {
  let onRequest = () => {};
  const requested = new Promise<void>((resolve) => {
    onRequest = resolve;
  });
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 100_000 });
    response.write(Buffer.alloc(1000));
    onRequest();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/slow.wav`, requested };
}

/** Starts a playground. Returns it with the environment variables for a bot that connects to it. */
async function startDiscord() {
  const dataDir = await temporaryFolder();
  const playground = await startPlayground();
  onTestFinished(() => playground.close());
  const { token, apiUrl, origin } = playground;
  const env = { DATA_DIR: dataDir, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin };
  return { dataDir, playground, env };
}

test('SIGTERM rejects new commands, lets running ones finish, aborts the rest, and tells each member the outcome', async () => {
  const { dataDir, playground, env } = await startDiscord();
  const slow = await startStalledServer();
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
  await slow.requested;
  for (const sent of going) await sent.acknowledged();
  bot.child.kill('SIGTERM');
  await expect.poll(async () => (await fetch(`${bot.address}/readyz`)).text()).toBe('stopping\n');
  expect((await fetch(`${bot.address}/healthz`)).status).toBe(200);

  const restarting = 'I’m restarting. Please try again in a minute.';
  expect(await refusal(ben.slash('list'))).toBe(restarting);
  expect(await refusal(stuck)).toBe(restarting);
  const succeeded = await Promise.all(
    going.map((sent) => Promise.race([answer(sent).then(() => true), refusal(sent).then(() => false)])),
  );
  expect(await bot.ended).toBe(0);
  expect(bot.log()).not.toContain(playground.token);

  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  onTestFinished(() => libraries.close());
  const stored = (await libraries.open(playground.guilds[0]?.id ?? '')).list().map(({ label }) => label);
  const confirmed = [440, 550, 660].filter((_, index) => succeeded[index]).map((hertz) => `tone ${hertz}`);
  expect(stored.sort()).toEqual(confirmed);
}, 60_000);

test('an unhandled rejection is logged and shuts the process down with status 1', async () => {
  const { env } = await startDiscord();
  const bot = await startProcess(env);
  bot.child.kill('SIGUSR2');
  expect(await bot.ended).toBe(1);
  expect(bot.log()).toMatch(/"message":"a bug".*"msg":"unhandledRejection; stopping"/);
});

test('the process exits with status 1 if Discord closes the connection permanently', async () => {
  const { env, playground } = await startDiscord();
  const bot = await startProcess(env);
  playground.gateway.end(4004);
  expect(await bot.ended).toBe(1);
  expect(bot.log()).toMatch(/"code":4004,"msg":"Discord ended the connection"/);
});
