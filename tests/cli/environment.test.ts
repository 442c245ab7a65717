import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { FAST, soundalike, soundalikeProcess } from './soundalike.ts';

const folder = sharedFolder();

describe('the environment', () => {
  const tone = join(folder, 'tone.wav');
  beforeAll(() => writeFile(tone, toneFile(440, 2)));

  it.each(['native', 'auto'])('selects the ffmpeg program if no option does (DECODER=%s)', async (DECODER) => {
    const env = { CLAP: 'off', DECODER, FFMPEG_PATH: '/nowhere/ffmpeg', THREADS: '1' };
    expect(await soundalike(['embed', tone], env)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'soundalike: FFMPEG_PATH names /nowhere/ffmpeg, where no ffmpeg runs. Correct or remove it.\n',
    });
    expect((await soundalike(['embed', tone, '--decoder', 'wasm'], env)).status).toBe(0);
  });

  it('is rejected in one line that names the invalid variable', async () => {
    const { status, stderr } = await soundalike(['embed', tone], { CLAP_DTYPE: 'int3' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'soundalike: CLAP_DTYPE takes q8 or fp32, not "int3".\n',
    });
  });

  it('includes the .env file of the working folder: the data folder and the limits of a library', async () => {
    const cwd = join(folder, 'configured');
    await mkdir(join(cwd, 'sounds'), { recursive: true });
    for (const hertz of [440, 550]) await writeFile(join(cwd, 'sounds', `${hertz}.wav`), toneFile(hertz));
    await writeFile(join(cwd, '.env'), 'DISCORD_TOKEN=\nDATA_DIR=kept\nMAX_SOUNDS=1\nCLAP=off\nTHREADS=1\n');
    const { status, stdout, stderr } = await soundalikeProcess(['import', 'sounds', '--guild', '42'], cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^\d+ added \(1\.00 s\)\n$/);
    expect(stderr).toMatch(/^sounds.\d+\.wav: .*full.*\n$/);
    expect(existsSync(join(cwd, 'kept', 'guilds', '42'))).toBe(true);
  });

  it('limits the length of a sound', async () => {
    const { status, stderr } = await soundalike(['embed', tone, ...FAST], { MAX_SECONDS: '1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/tone\.wav: .*too long.*\n$/);
  });
});
