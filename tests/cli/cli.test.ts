import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { FEATURE_NAMES } from '../../src/engine/index.ts';
import { samplePath } from '../helpers/samples.ts';
import { noise, silence, sine, wav } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { FAST, soundalike, soundalikeProcess, startProcess } from './soundalike.ts';

const folder = sharedFolder();

/** Runs the command line without a model, in one thread. */
const fast = (...args: string[]) => soundalike([...args, ...FAST]);

function jsonLines(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('soundalike compare', () => {
  it('prints score 1 and every reason for the same file twice', async () => {
    const { status, stdout } = await fast('compare', samplePath('bd_haus'), samplePath('bd_haus'), '--json');
    expect(status).toBe(0);
    const comparison = JSON.parse(stdout);
    expect(Object.keys(comparison).sort()).toEqual(['acoustic', 'clap', 'features', 'reasons', 'score']);
    expect(comparison.score).toBeCloseTo(1, 6);
    expect(comparison.clap).toBeNull();
    expect(comparison.reasons).toHaveLength(6);
  });

  it('prints one row per feature without --json', async () => {
    const { stdout } = await fast('compare', samplePath('bd_haus'), samplePath('ambi_choir'));
    expect(stdout).toMatch(/^\d+% alike \(acoustic features only\)\n( {2}.+ \d+%( {2}matched)?\n){6}$/);
  });
});

describe('soundalike embed', () => {
  it('prints one line of JSON per file in order, and continues after a file that is not audio', async () => {
    const words = join(folder, 'text.mp3');
    await writeFile(words, 'not a sound');
    const { status, stdout } = await fast('embed', samplePath('bd_haus'), words, samplePath('bd_tek'), '--json');
    expect(status).toBe(1);
    const [first, second, third] = jsonLines(stdout);
    expect(first).toMatchObject({ file: samplePath('bd_haus'), clap: null, version: expect.any(String) });
    expect(first).toHaveProperty('features.rms', expect.any(Array));
    expect(second).toEqual({ file: words, error: expect.stringContaining('file as audio') });
    expect(third).toMatchObject({ file: samplePath('bd_tek') });
  });
});

it('soundalike warns why an installed CLAP model cannot be used, and continues without it', async () => {
  const models = join(folder, 'models');
  const model = await writeStandIn(models);
  await truncate(join(model, 'onnx', 'audio_model_quantized.onnx'), 1000);
  const { status, stdout, stderr } = await soundalike(['embed', samplePath('bd_haus'), '--models', models, '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ clap: null });
  expect(stderr).toMatch(/^soundalike: CLAP cannot be used.*audio_model_quantized\.onnx.*\n$/);
});

it('soundalike exits silently if the reader closes the pipe early, as head does', async () => {
  const files = ['bd_haus', 'bd_tek', 'bd_808', 'ambi_choir'].map(samplePath);
  const child = startProcess(['embed', ...files, '--json', ...FAST], folder);
  child.stdout.once('data', () => child.stdout.destroy());
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
});

describe('soundalike add and search', () => {
  it('finds an added sound first, with its reasons', async () => {
    const library = join(folder, 'library');
    const added = await fast('add', samplePath('bd_haus'), samplePath('ambi_choir'), '--library', library);
    expect(added).toMatchObject({ status: 0, stderr: '' });
    expect(added.stdout).toContain('bd_haus added');

    const found = await fast('search', samplePath('ambi_choir'), '--library', library, '--json', '--top', '1');
    const [match, ...rest] = JSON.parse(found.stdout);
    expect(rest).toEqual([]);
    expect(match).toMatchObject({ rank: 1, label: 'ambi_choir', reasons: expect.arrayContaining([...FEATURE_NAMES]) });
    expect(match.score).toBeCloseTo(1, 6);
  });

  it('rejects a library folder that does not exist, and does not create it', async () => {
    const library = join(folder, 'typo');
    const { status, stdout, stderr } = await fast('search', samplePath('bd_tek'), '--library', library);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `soundalike: There is no folder ${library}.\n`,
    });
    expect(existsSync(library)).toBe(false);
  });

  it('reports that a search by words needs CLAP', async () => {
    const library = join(folder, 'words');
    await mkdir(library);
    const { status, stderr } = await fast('search', '--text', 'dog barking', '--library', library);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^soundalike: .*CLAP.*\n$/);
  });
});

describe('soundalike import', () => {
  it('adds nothing twice if it is run twice, and says why', async () => {
    const [sounds, data] = [join(folder, 'repeated'), join(folder, 'repeated-data')];
    await mkdir(sounds);
    await copyFile(samplePath('bd_haus'), join(sounds, 'kick.flac'));
    await copyFile(samplePath('bd_haus'), join(sounds, 'the same kick.flac'));
    const run = () => fast('import', sounds, '--guild', '45', '--data', data);
    expect((await run()).stdout.match(/kick added/g)).toHaveLength(1);
    const { status, stdout } = await run();
    expect([status, stdout.match(/not added, it is exactly the same file as (the same )?kick$/gm)?.length]).toEqual([
      0, 2,
    ]);
    expect((await (await openIn(data)).open('45')).size).toBe(1);
  });

  it("puts a folder's sounds into a guild's library", async () => {
    const sounds = join(folder, 'sounds');
    await mkdir(join(sounds, 'deeper'), { recursive: true });
    await copyFile(samplePath('bd_tek'), join(sounds, 'deeper', 'kick.flac'));
    await writeFile(join(sounds, 'tone.wav'), wav(sine(440, 0.5, 44_100), 44_100));
    await writeFile(join(sounds, 'notes.txt'), 'not a sound, and not named like one');
    const { status, stdout } = await fast('import', sounds, '--guild', '42', '--data', join(folder, 'data'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^kick added.*\ntone added.*\n$/);
  });

  it('reads files by their content, and names every file that it skips', async () => {
    const sounds = join(folder, 'odd');
    await mkdir(sounds);
    const tone = wav(sine(440, 0.5, 44_100), 44_100);
    const hiss = wav(noise(44_100, 0.5), 44_100);
    await writeFile(join(sounds, 'no-extension'), tone);
    await writeFile(join(sounds, 'voice.oga'), hiss);
    await writeFile(join(sounds, 'notes.txt'), 'not a sound');
    const { status, stdout, stderr } = await fast('import', sounds, '--guild', '43', '--data', join(folder, 'data'));
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^no-extension added.*\nvoice added.*\n$/)]);
    expect(stderr).toMatch(/^.*notes\.txt skipped: .*\n$/);
  });

  it.skipIf(process.platform === 'win32')('says one line about what is no file, and continues', async () => {
    const sounds = join(folder, 'no-files');
    await mkdir(sounds);
    execFileSync('mkfifo', [join(sounds, 'pipe.wav')]);
    await symlink(join(sounds, 'nowhere'), join(sounds, 'dangling.wav'));
    await symlink('/dev/zero', join(sounds, 'endless.wav'));
    await writeFile(
      Buffer.concat([Buffer.from(`${sounds}/`), Buffer.from([0xe9, 0xff])]),
      wav(sine(330, 0.5, 44_100), 44_100),
    );
    const { status, stdout, stderr } = await fast('import', sounds, '--guild', '44', '--data', join(folder, 'data'));
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^\ufffd\ufffd added.*\n$/)]);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/dangling\.wav: There is no file/),
      expect.stringMatching(/endless\.wav is a device/),
      expect.stringMatching(/pipe\.wav is a named pipe/),
    ]);
  });

  it('says that a silent file is silent', async () => {
    const file = join(folder, 'silent.wav');
    await writeFile(file, wav(silence(44_100), 44_100));
    const { status, stderr } = await fast('add', file, '--library', join(folder, 'silent'));
    expect([status, stderr]).toEqual([1, expect.stringMatching(/silent\.wav: That sound is silent/)]);
  });
});

describe('soundalike import obeys the rules of the server', () => {
  const soundsIn = async (data: string) => {
    const libraries = await openIn(data);
    const sounds = (await libraries.open('42')).list();
    await libraries.close();
    return sounds;
  };

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
    const args = ['import', sounds, '--guild', '42', '--data', data, '--decoder', 'wasm'];
    const { status, stderr } = await soundalike(args, { CLAP: 'off', MAX_FILE_MB: '1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/noise\.wav: .*limit here is 1 MB.*\n$/);
  });
});

describe('soundalike model', () => {
  it('copies a model from a folder and tests that the model loads', async () => {
    const [source, models] = [join(folder, 'source'), join(folder, 'copied')];
    await writeStandIn(source);
    const { status, stdout } = await soundalike(['model', '--from', source, '--models', models]);
    expect(status).toBe(0);
    expect(stdout).toContain(`${join(models, 'Xenova/clap-htsat-unfused')}: 5 files copied\n`);
    expect(stdout).toMatch(/\nThese files differ from the published model: .*config\.json\n/);
    expect(stdout).toMatch(/\nThe model loads: stand-in for Xenova\/clap-htsat-unfused:q8:\w+\n$/);
  });

  it('rejects a folder without a model in one line', async () => {
    const { status, stderr } = await soundalike(['model', '--from', folder, '--models', join(folder, 'none')]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^soundalike: .* holds no usable model: .*\n$/);
  });
});

it('soundalike prints the usage text for help, for --help after a command, and without a command', async () => {
  const help = await soundalike(['help']);
  expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('soundalike compare A B') });
  expect(await soundalike(['compare', '--help'])).toEqual(help);
  expect(await soundalike([])).toEqual({ ...help, status: 2 });
  expect(await soundalikeProcess([], folder)).toEqual({ ...help, status: 2 });
});

it.each(['--version', '-v'])('soundalike %s prints the version of the program', async (option) => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await soundalike([option])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

describe('wrong usage', () => {
  it.each([
    [['compare', 'a.wav'], 'two files'],
    [['search', 'a.wav'], '--library'],
    [['import', '.', '--guild', 'abc'], 'digits'],
    [['import', '.', '--guild', '123456789012345678901234'], 'digits'],
    [['search', 'a.wav', '--top', 'many'], '--top takes a whole number from 1 to 1000'],
    [['embed', 'a.wav', '--threads', '0'], '--threads takes a whole number from 1 to 64'],
    [['add', 'a.wav', '--label', ''], '--label needs a value'],
    [['compare', 'a.wav', 'a.wav', '--decoder', 'best'], '--decoder takes auto, native, or wasm'],
    [['dance'], 'dance'],
    [['doctor', 'data'], '--data'],
    [['model', 'folder'], '--from'],
    [['model', '--dtype', 'int3'], 'dtype'],
    [['embed', '--colour', 'a.wav'], 'colour'],
  ])('such as %j exits with status 2 and names the mistake', async (args, what) => {
    const { status, stderr } = await soundalike(args);
    expect(status).toBe(2);
    expect(stderr.split('\n')[0]).toContain(what);
  });

  it('has another exit status than a missing file, which exits with status 1', async () => {
    expect((await fast('compare', 'no.wav', 'no.wav')).status).toBe(1);
  });

  it('such as a missing folder is told in a sentence', async () => {
    const { status, stderr } = await fast('import', 'no such folder', '--guild', '1');
    expect([status, stderr]).toEqual([1, 'soundalike: There is no folder no such folder.\n']);
  });
});

describe('the environment', () => {
  const tone = () => samplePath('bd_tek');

  it.each(['native', 'auto'])('selects the ffmpeg program if no option does (DECODER=%s)', async (DECODER) => {
    const env = { CLAP: 'off', DECODER, FFMPEG_PATH: '/nowhere/ffmpeg' };
    expect(await soundalike(['embed', tone()], env)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'soundalike: FFMPEG_PATH names /nowhere/ffmpeg, where no ffmpeg runs. Correct or remove it.\n',
    });
    expect((await soundalike(['embed', tone(), '--decoder', 'wasm'], env)).status).toBe(0);
  });

  it('is rejected in one line that names the invalid variable', async () => {
    const { status, stderr } = await soundalike(['embed', tone()], { CLAP_DTYPE: 'int3' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'soundalike: CLAP_DTYPE takes q8 or fp32, not "int3".\n',
    });
  });

  it('includes the .env file of the working folder: the data folder and the limits of a library', async () => {
    const cwd = join(folder, 'configured');
    await mkdir(join(cwd, 'sounds'), { recursive: true });
    for (const name of ['bd_haus', 'bd_tek']) await copyFile(samplePath(name), join(cwd, 'sounds', `${name}.flac`));
    await writeFile(join(cwd, '.env'), 'DISCORD_TOKEN=\nDATA_DIR=kept\nMAX_SOUNDS=1\nCLAP=off\nTHREADS=1\n');
    const { status, stdout, stderr } = await soundalikeProcess(['import', 'sounds', '--guild', '42'], cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^bd_\w+ added \(\d\.\d\d s\)\n$/);
    expect(stderr).toMatch(/^sounds.bd_\w+\.flac: .*full.*\n$/);
    expect(existsSync(join(cwd, 'kept', 'guilds', '42'))).toBe(true);
  });

  it('limits the length of a sound', async () => {
    const { status, stderr } = await soundalike(['embed', samplePath('ambi_choir')], { CLAP: 'off', MAX_SECONDS: '1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/ambi_choir\.flac: .*too long.*\n$/);
  });
});
