import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startPlayground } from 'discord-playground';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../../src/files/lock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { soundalike } from './soundalike.ts';

/** Starts a playground and checks the machine for a bot on it. Returns the exit status and the lines. */
async function check(env: Readonly<Record<string, string>> = {}, args: readonly string[] = []) {
  const playground = await startPlayground();
  onTestFinished(() => playground.close());
  const { token, apiUrl } = playground;
  const dataDir = await temporaryFolder();
  const all = {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: apiUrl,
    DATA_DIR: dataDir,
    CLAP: 'off',
    DECODER: 'wasm',
    ...env,
  };
  const { status, stdout } = await soundalike(['doctor', '--host', ...args], all);
  return { status, lines: stdout.trim().split('\n'), playground };
}

describe('soundalike doctor --host', () => {
  test('has a good line for each part of a machine that is in order', async () => {
    const { status, lines, playground } = await check();
    expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
    const names = lines.map((line) => /^ok +([^:]+):/.exec(line)?.[1]);
    expect(names).toEqual([
      ...['configuration', 'Node.js', 'memory', 'data folder', 'disk of the data folder', 'lock', 'ffmpeg', 'canvas'],
      ...['network', 'clock', 'token', 'gateway'],
    ]);
    expect(status).toBe(0);
    expect(playground.gateway.identifies).toBe(0);
  });

  test('says that the token is refused', async () => {
    const { status, lines } = await check({ DISCORD_TOKEN: 'ab.c.d' });
    expect(lines).toContain('WRONG token: DISCORD_TOKEN was refused. Copy it again from the Developer Portal');
    expect(status).toBe(1);
  });

  test('says which character of the token is wrong, and checks nothing with it', async () => {
    const { status, lines } = await check({ DISCORD_TOKEN: 'ab\u200B.c.d' });
    expect(lines).toEqual([
      expect.stringMatching(/^WRONG configuration: DISCORD_TOKEN contains a zero-width space \(U\+200B\)/),
    ]);
    expect(status).toBe(1);
  });

  test('says that Discord cannot be reached', async () => {
    const gone = await startPlayground();
    await gone.close();
    const { lines } = await check({ DISCORD_API_URL: gone.apiUrl });
    expect(lines).toContainEqual(expect.stringMatching(/^WRONG network: Discord cannot be reached \(.*ECONNREFUSED/));
  });

  test('says that another Soundalike uses the data folder', async () => {
    const dataDir = await temporaryFolder();
    onTestFinished(await lockFolder(dataDir));
    const { lines } = await check({ DATA_DIR: dataDir });
    expect(lines).toContainEqual(
      expect.stringMatching(/^WRONG lock: Another Soundalike is running on the data folder/),
    );
  });

  test('names the misspelt variable', async () => {
    const { lines } = await check({ METRIC_PORT: '1' });
    expect(lines).toContain(
      'WRONG configuration: METRIC_PORT is not a variable of Soundalike. Did you mean METRICS_PORT?',
    );
  });

  test('changes nothing in a folder that does not exist yet, and prints JSON', async () => {
    const above = await temporaryFolder();
    await mkdir(path.join(above, 'x'));
    await chmod(above, 0o755);
    const { lines } = await check({ DATA_DIR: path.join(above, 'new') }, ['--json']);
    const { checks } = JSON.parse(lines[0] ?? '');
    expect(checks).toContainEqual({ name: 'lock', isGood: true, text: 'the data folder is not in use' });
  });
});
