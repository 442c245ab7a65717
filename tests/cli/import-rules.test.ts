import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { sine, wav } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { FAST, fast, soundalike } from './soundalike.ts';

const folder = sharedFolder();

describe('soundalike import obeys the rules of the server', () => {
  const soundsIn = async (data: string) => {
    const libraries = await openIn(data);
    const sounds = (await libraries.open('42')).list();
    await libraries.close();
    return sounds;
  };

  it('about files that it already has, so that nothing is added twice', async () => {
    const [sounds, data] = [join(folder, 'repeated'), join(folder, 'repeated-data')];
    await mkdir(sounds);
    for (const name of ['kick', 'the same kick']) await copyFile(samplePath('bd_haus'), join(sounds, `${name}.flac`));
    const run = () => fast('import', sounds, '--guild', '42', '--data', data);
    expect((await run()).stdout.match(/kick added/g)).toHaveLength(1);
    const { status, stdout } = await run();
    const refused = stdout.match(/not added, it is exactly the same file as (the same )?kick$/gm);
    expect([status, refused?.length]).toEqual([0, 2]);
    expect(await soundsIn(data)).toHaveLength(1);
  });

  it('about its quota of sounds', async () => {
    const [sounds, data] = [join(folder, 'two'), join(folder, 'ruled')];
    await mkdir(sounds);
    for (const name of ['bd_haus', 'bd_tek']) await copyFile(samplePath(name), join(sounds, `${name}.flac`));
    const libraries = await openIn(data);
    await libraries.settings.change('42', { sounds: 1 });
    await libraries.close();
    const { status, stderr } = await fast('import', sounds, '--guild', '42', '--data', data);
    expect(status).toBe(1);
    expect(stderr).toMatch(/bd_\w+\.flac: .*full.*\n$/);
    expect(await soundsIn(data)).toHaveLength(1);
  });

  it('about labels, which are normalized and shortened as in Discord', async () => {
    const [sounds, data] = [join(folder, 'names'), join(folder, 'named')];
    await mkdir(sounds);
    // The first name is in decomposed Unicode, as macOS writes names; the second is longer than a label may be.
    for (const [name, hertz] of [
      ['Glo\u0308ckchen\n', 440],
      ['x'.repeat(150), 550],
    ] as const)
      await writeFile(join(sounds, `${name}.wav`), wav(sine(hertz, 0.5, 44_100), 44_100));
    expect((await fast('import', sounds, '--guild', '42', '--data', data)).status).toBe(0);
    expect((await soundsIn(data)).map(({ label }) => label).sort()).toEqual(['Glöckchen', `${'x'.repeat(99)}…`]);
  });

  it('about the maximum file size', async () => {
    const [sounds, data] = [join(folder, 'large'), join(folder, 'small')];
    await mkdir(sounds);
    await writeFile(join(sounds, 'noise.wav'), wav(sine(440, 15, 44_100), 44_100));
    const args = ['import', sounds, '--guild', '42', '--data', data, ...FAST];
    const { status, stderr } = await soundalike(args, { MAX_FILE_MB: '1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/noise\.wav: .*limit here is 1 MB.*\n$/);
  });
});
