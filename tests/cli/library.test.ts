import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FEATURE_NAMES } from '../../src/engine/index.ts';
import { samplePath } from '../helpers/samples.ts';
import { noise, silence, sine, wav } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { fast } from './soundalike.ts';

const folder = sharedFolder();

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

  it('prints one list of matches per file, and a failure in its place', async () => {
    const library = join(folder, 'several');
    const names = ['bd_haus', 'ambi_choir', 'bd_tek'];
    await fast('add', ...names.map(samplePath), '--library', library);
    const missing = join(folder, 'missing.wav');
    const files = [samplePath('bd_tek'), missing, samplePath('ambi_choir')];
    const found = await fast('search', ...files, '--library', library, '--json', '--top', '2', '--order', 'plain');
    expect(found.status).toBe(1);
    const [first, second, third] = found.stdout.split('\n').map((line) => JSON.parse(line || 'null'));
    expect(first.map(({ rank, label }: { rank: number; label: string }) => `${rank} ${label}`)).toEqual([
      '1 bd_tek',
      '2 bd_haus',
    ]);
    expect(second).toEqual({ file: missing, error: expect.stringContaining('missing.wav') });
    expect(third[0]).toMatchObject({ rank: 1, label: 'ambi_choir' });
  });

  it('finds sounds by tune, beat and part, with the places', async () => {
    const library = join(folder, 'by');
    const names = ['loop_amen', 'ambi_piano', 'bd_tek'];
    await fast('add', ...names.map(samplePath), '--library', library);
    // An old library has no search data: they are computed before the search.
    await rm(join(library, 'guilds', '0', 'search-data'), { recursive: true });
    for (const by of ['beat', 'part']) {
      const found = await fast('search', samplePath('loop_amen'), '--library', library, '--by', by, '--json');
      expect(found).toMatchObject({ status: 0, stderr: '' });
      const [first] = JSON.parse(found.stdout);
      expect(first).toMatchObject({ rank: 1, label: 'loop_amen', fileName: 'loop_amen.flac', from: 0 });
      expect(first.score).toBeGreaterThan(0.9);
      if (by === 'beat') expect(first.tempoRatio).toBe(1);
    }
    const tune = await fast('search', samplePath('bd_tek'), '--library', library, '--by', 'tune', '--json');
    expect(tune).toMatchObject({ status: 0, stdout: '[]\n' });
    const text = await fast('search', samplePath('loop_amen'), '--library', library, '--by', 'part', '--top', '1');
    expect(text.stdout).toMatch(/1\. +\d+% {2}loop_amen\n {11}0\.0 to \d\.\d s is like/);
    const sorted = ['--by', 'part', '--filter', 'sort:length', '--json'];
    const shortest = await fast('search', samplePath('loop_amen'), '--library', library, ...sorted);
    expect(JSON.parse(shortest.stdout).map(({ label }: { label: string }) => label)).toEqual([
      'bd_tek',
      'loop_amen',
      'ambi_piano',
    ]);
  });

  it('says which sound cannot be searched by tune, and has exit status 1', async () => {
    const library = join(folder, 'lacking');
    await fast('add', samplePath('bd_haus'), samplePath('bd_tek'), '--library', library);
    const guild = join(library, 'guilds', '0');
    await rm(join(guild, 'search-data'), { recursive: true });
    const [audio = ''] = await readdir(join(guild, 'audio'));
    await rm(join(guild, 'audio', audio));
    const found = await fast('search', samplePath('bd_tek'), '--library', library, '--by', 'part', '--json');
    expect(found).toMatchObject({ status: 1, stderr: expect.stringMatching(/bd_\w+ is not up to date: its audio/) });
    expect(JSON.parse(found.stdout)).toHaveLength(1);
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
