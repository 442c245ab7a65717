import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { type Playground, startPlayground } from 'discord-playground';
import { Registry } from 'prom-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serveOperations } from '../../src/operations/serve-operations.ts';
import { answer, refusal } from '../e2e/reply.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { samplePath } from '../helpers/samples.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

describe('the health check of the image', () => {
  /** Starts the server of the bot on `host`, and runs the health check with the variable METRICS_HOST. */
  async function check(host: string, notReady: string | null) {
    const server = await serveOperations({ port: 0, host, registry: new Registry(), notReady: async () => notReady });
    onTestFinished(() => server.close());
    const { port } = new URL(server.address);
    const env = { PATH: process.env.PATH, METRICS_HOST: host, METRICS_PORT: port };
    const child = spawn(process.execPath, ['deploy/health-check.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { output, status };
  }

  test.for(['127.0.0.1', '127.0.0.2', '0.0.0.0', '::'])('asks on the address %s that is set', async (host) => {
    expect(await check(host, null)).toEqual({ output: 'ready\n', status: 0 });
  });

  test('fails while Discord is gone', async () => {
    expect(await check('127.0.0.1', 'not connected to Discord')).toEqual({
      output: 'not connected to Discord\n',
      status: 1,
    });
  });

  test('is what the image runs, and is part of the image', () => {
    const image = readFileSync('Dockerfile', 'utf8');
    expect(image).toMatch(/^HEALTHCHECK .*CMD \["node", "deploy\/health-check.js"\]$/m);
    expect(image).toContain('COPY deploy/health-check.js ./deploy/');
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain('!deploy/health-check.js');
  });
});

test('the systemd unit restarts the bot with growing pauses, and not without end', () => {
  const unit = readFileSync('deploy/soundalike.service', 'utf8');
  for (const line of ['RestartSteps=5', 'RestartMaxDelaySec=5min', 'StartLimitIntervalSec=1h', 'StartLimitBurst=20'])
    expect(unit.split('\n')).toContain(line);
});

/** Starts the bot as a process, and resolves once `/readyz` answers with 200 on the port of `METRICS_PORT`. */
async function startReady(port: number, env: Record<string, string>, stderr: number | 'pipe', stdout: 'pipe' | number) {
  const { PATH = '', HOME = '' } = process.env;
  const settings = { PATH, HOME, CLAP: 'off', DECODER: 'wasm', THREADS: '1', METRICS_PORT: String(port), ...env };
  const child = spawn(process.execPath, [bundledProgram('src/main.ts')], {
    env: settings,
    stdio: ['ignore', stdout, stderr],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const page = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      (response) => response.text(),
      () => '',
    );
  await expect.poll(() => page('/readyz'), { timeout: 50_000, interval: 250 }).toBe('ready\n');
  return { child, page, ended: once(child, 'exit').then(([status]) => status) };
}

/** Returns a port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = await serveOperations({
    port: 0,
    host: '127.0.0.1',
    registry: new Registry(),
    notReady: async () => null,
  });
  await server.close();
  return Number(new URL(server.address).port);
}

async function openPlayground(): Promise<Playground> {
  const playground = await startPlayground();
  onTestFinished(() => playground.close());
  return playground;
}

async function botOn(playground: Playground): Promise<Record<string, string>> {
  const { token, apiUrl, origin } = playground;
  const dataDir = await temporaryFolder();
  return { DATA_DIR: dataDir, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin };
}

test.skipIf(process.platform !== 'linux')('a log on a full disk does not end the bot, which says so', async () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const bot = await startReady(await freePort(), await botOn(await openPlayground()), full, 'pipe');
  expect(await bot.page('/healthz')).toMatch(/^ok\nthe log cannot be written: ENOSPC.*\n$/);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
});

test('optional parts that are missing are named once each to the operator, and members can add sounds', async () => {
  const playground = await openPlayground();
  const env = {
    ...(await botOn(playground)),
    DECODER: 'native',
    // A folder without programs, and a file that is no library.
    PATH: await temporaryFolder(),
    NAPI_RS_NATIVE_LIBRARY_PATH: '/dev/null',
  };
  const bot = await startReady(await freePort(), env, 'pipe', 'pipe');
  let log = '';
  bot.child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const ada = playground.member('ada');
  for (const name of ['drum_cowbell', 'bd_ada', 'elec_blip']) {
    const audio = ada.upload(`${name}.flac`, readFileSync(samplePath(name)));
    expect((await answer(ada.slash('add', { audio }))).title).toContain('Added');
  }
  expect(await refusal(ada.slash('map'))).toMatch(/^I can’t draw pictures on this machine/);
  bot.child.kill('SIGTERM');
  await bot.ended;
  expect(log.match(/there is no ffmpeg/g)).toHaveLength(1);
  expect(log.match(/canvas cannot be loaded/g)).toHaveLength(1);
});

test('a reader that closes its pipe does not end the bot, and SIGHUP stops it in order', async () => {
  const bot = await startReady(await freePort(), await botOn(await openPlayground()), 'pipe', 'pipe');
  bot.child.stdout?.destroy();
  bot.child.stderr?.destroy();
  expect(await bot.page('/readyz')).toBe('ready\n');
  bot.child.kill('SIGHUP');
  expect(await bot.ended).toBe(0);
});

test('without a token, one line says that this is the playground, and where a token was looked for', async () => {
  const cwd = await temporaryFolder();
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DISCORD_BOT_TOKEN: 'secret', METRIC_PORT: '1', CLAP: 'off', DATA_DIR: '/dev/null/data' };
  const argv = [bundledProgram('src/main.ts')];
  const { stderr } = spawnSync(process.execPath, argv, { cwd, env, encoding: 'utf8' });
  expect(stderr.split('\n').slice(0, 3)).toEqual([
    `No DISCORD_TOKEN is set in the environment or in ${cwd}/.env (which does not exist): this is the playground.`,
    'DISCORD_BOT_TOKEN is not a variable of Soundalike. Did you mean DISCORD_TOKEN?',
    'METRIC_PORT is not a variable of Soundalike. Did you mean METRICS_PORT?',
  ]);
});
