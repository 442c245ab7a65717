import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openLibraries } from '../../src/storage/index.ts';
import { answer, refusal } from '../e2e/reply.ts';
import { startBotProcess, startDiscord } from '../helpers/bot-process.ts';
import { sine, wav } from '../helpers/signals.ts';

const RATE = 22_050;
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

test('SIGTERM rejects new commands, lets running ones finish, aborts the rest, and tells each member the outcome', async () => {
  const { dataDir, playground, env } = await startDiscord();
  const slow = await startStalledServer();
  const bot = await startBotProcess({
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
  const bot = await startBotProcess(env);
  bot.child.kill('SIGUSR2');
  expect(await bot.ended).toBe(1);
  expect(bot.log()).toMatch(/"message":"a bug".*"msg":"unhandledRejection; stopping"/);
});

test('the process exits with status 1 if Discord closes the connection permanently', async () => {
  const { env, playground } = await startDiscord();
  const bot = await startBotProcess(env);
  playground.gateway.end(4004);
  expect(await bot.ended).toBe(1);
  expect(bot.log()).toMatch(/"code":4004,"msg":"Discord ended the connection"/);
});
