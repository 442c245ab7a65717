import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPlayground } from 'discord-playground';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLibraries } from '../../src/storage/index.ts';
import { fillLibrary } from '../../src/trial/fill-library.ts';
import { COMPLETE } from '../../src/trial/open-starting-library.ts';
import { TRIAL_FOLDER, TRIAL_GUILDS } from '../../src/trial/start-trial.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { samplePath } from '../helpers/samples.ts';
import { acousticEngine } from '../helpers/shared-engine.ts';
import { sine, wav } from '../helpers/signals.ts';
import { answer } from './reply.ts';

const main = bundledProgram('src/main.ts');
let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true });
});

/** Starts the bot in a child process that inherits only the environment variables needed to run. */
function start(env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const settings = {
    PATH,
    HOME,
    CLAP: 'off',
    DECODER: 'wasm',
    THREADS: '1',
    DATA_DIR: dataDir,
    DISCORD_TOKEN: '',
    ...env,
  };
  const child = spawn(process.execPath, [main], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  const said = (wanted: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => wanted.test(output) && resolve(output);
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          output += chunk;
          look();
        });
      child.once('exit', () =>
        wanted.test(output) ? resolve(output) : reject(new Error(`exited before ${wanted}: ${output}`)),
      );
      look();
    });
  const ended = once(child, 'exit').then(([code]) => code);
  return { child, said, ended };
}

test('the bot registers on a Discord-compatible server, serves both guilds and ends cleanly on SIGTERM', async () => {
  const playground = await startPlayground();
  const { apiUrl, origin, token } = playground;
  const bot = start({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin });
  const ready = bot.said(/"msg":"ready"/);
  await playground.registered('search');
  await ready;
  for (const [index, guild] of playground.guilds.entries()) {
    const member = playground.member('ben', guild.name);
    const tone = (hertz: number) => member.upload('tone.wav', wav(sine(hertz, 1, 22_050), 22_050));
    await answer(member.slash('add', { audio: tone(440), label: `tone of ${index}` }));
    const [label] = (await answer(member.slash('search', { audio: tone(441) }))).labels();
    expect(label).toBe(`tone of ${index}`);
  }
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  await playground.close();

  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  expect(await libraries.guilds()).toHaveLength(2);
  await libraries.close();
});

test('a server that the bot joined again while it did not run keeps its library', async () => {
  const playground = await startPlayground();
  const { apiUrl, origin, token } = playground;
  const folder = path.join(dataDir, 'guilds', playground.guilds[0]?.id ?? '');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'left'), '2020-01-01T00:00:00.000Z\n');
  await writeFile(path.join(folder, 'kept'), '');
  const bot = start({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin });
  await bot.said(/"msg":"ready"/);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  await playground.close();
  expect(await readdir(folder)).toEqual(['kept']);
});

test('with the token of another application, the bot takes no server for left, and says so', async () => {
  const playground = await startPlayground();
  const { apiUrl, origin, token } = playground;
  const folder = path.join(dataDir, 'guilds', '1');
  await mkdir(folder, { recursive: true });
  const file = path.join(dataDir, 'application');
  const runUntilReady = async () => {
    const bot = start({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin });
    const output = await bot.said(/"msg":"ready"/);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    return output;
  };
  await writeFile(file, '1\n');
  expect(await runUntilReady()).toContain('the libraries belong to another application');
  expect(await readdir(folder)).toEqual([]);
  await rm(file);
  expect(await runUntilReady()).not.toContain('the libraries belong to another application');
  expect(await readdir(folder)).toEqual(['left']);
  await playground.close();
});

test('the bot runs on the playground without a token, and shows a search', async () => {
  const samples = await mkdtemp(path.join(dataDir, 'samples-'));
  for (const name of ['loop_amen', 'loop_amen_full', 'drum_cowbell'])
    await cp(samplePath(name), path.join(samples, `${name}.flac`));
  const trialDir = path.join(dataDir, TRIAL_FOLDER);
  const engine = await acousticEngine();
  const libraries = await openLibraries({ store: 'lowdb', dataDir: trialDir });
  await fillLibrary(engine, await libraries.open(TRIAL_GUILDS[0]?.id ?? ''), samples, {
    concurrency: 2,
    onProgress: () => {},
  });
  await libraries.close();
  await writeFile(path.join(trialDir, COMPLETE), '');

  const bot = start({});
  const shown = await bot.said(/keeps running at http:\/\/127\.0\.0\.1:\d+/);
  expect(shown).toMatch(/1\. loop_amen_full ▰+▱* \d+% · [a-z ]+\n/);
  bot.child.kill('SIGINT');
  expect(await bot.ended).toBe(0);
});

describe('a failed start', () => {
  test('names the invalid variable in one line', async () => {
    const bot = start({ CLAP: 'perhaps' });
    expect(await bot.said(/CLAP/)).toBe('CLAP takes auto or off, not "perhaps".\n');
    expect(await bot.ended).toBe(1);
  });

  test('says that Discord rejected the token', async () => {
    const playground = await startPlayground();
    const bot = start({ DISCORD_TOKEN: 'bm90.the.token', DISCORD_API_URL: playground.apiUrl });
    expect(await bot.said(/DISCORD_TOKEN/)).toMatch(/^DISCORD_TOKEN was refused by Discord/m);
    expect(await bot.ended).toBe(1);
    await playground.close();
  });
});
