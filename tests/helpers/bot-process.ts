import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type PlaygroundOptions, startPlayground } from 'discord-playground';
import { onTestFinished } from 'vitest';
import { bundledProgram } from './bundled-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const READY = /"address":"(http:[^"]+)"[^\n]*\n[\s\S]*"msg":"ready"/;

const BUG_ON_SIGUSR2 = `data:text/javascript,process.on('SIGUSR2', () => void Promise.reject(new Error('a bug')))`;

/**
 * Starts the bot in a child process, and resolves when the bot is ready, or has logged another line. The process has an
 * unhandled rejection when it receives SIGUSR2.
 */
export async function startBotProcess(env: Record<string, string>, until = READY) {
  const { PATH = '', HOME = '' } = process.env;
  const settings = { PATH, HOME, CLAP: 'off', DECODER: 'wasm', THREADS: '1', METRICS_PORT: '0', ...env };
  const child = spawn(process.execPath, ['--import', BUG_ON_SIGUSR2, bundledProgram('src/main.ts')], {
    env: settings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(([status]) => status);
  let log = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk;
      const [, found] = READY.exec(log) ?? until.exec(log) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((status) => reject(new Error(`ended with ${status}: ${log}`)));
  });
  return { child, ended, address, log: () => log };
}

/** Starts a playground. Returns it with the environment variables for a bot that connects to it. */
export async function startDiscord(options: PlaygroundOptions = {}) {
  const dataDir = await temporaryFolder();
  const playground = await startPlayground(options);
  onTestFinished(() => playground.close());
  const { token, apiUrl, origin } = playground;
  const env = { DATA_DIR: dataDir, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin };
  return { dataDir, playground, env };
}
