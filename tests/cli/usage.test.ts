import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { fast, soundalike, soundalikeProcess } from './soundalike.ts';

const folder = sharedFolder();

it('soundalike prints the usage text for help, for --help after a command, and without a command', async () => {
  const help = await soundalike(['help']);
  expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('soundalike compare A B') });
  expect(await soundalike(['compare', '--help'])).toEqual(help);
  expect(await soundalike([])).toEqual({ ...help, status: 2 });
  expect(await soundalikeProcess([], folder)).toEqual({ ...help, status: 2 });
});

it('soundalike names every command that prints JSON lines or takes a data folder', async () => {
  const { stdout } = await soundalike(['help']);
  expect(stdout).toMatch(/one a line \(.*migrate/);
  expect(stdout).toMatch(/data folder for .*migrate/);
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
    [['search', 'a.wav', '--library', 'x', '--order', 'random'], '--order takes library, plain, or varied'],
    [['search', 'a.wav', '--top', 'many'], '--top takes a whole number from 1 to 1000'],
    [['search', 'a.wav', '--library', 'x', '--by', 'smell'], '--by takes sound, tune, beat, or part'],
    [['search', '--text', 'dog', '--library', 'x', '--by', 'tune'], '--by needs files'],
    [['embed', 'a.wav', '--threads', '0'], '--threads takes a whole number from 1 to 64'],
    [['add', 'a.wav', '--label', ''], '--label needs a value'],
    [['compare', 'a.wav', 'a.wav', '--decoder', 'best'], '--decoder takes auto, native, or wasm'],
    [['dance'], 'dance'],
    [['doctor', 'data'], '--data'],
    [['migrate', '--from', 'postgres://a/x', '--to', 'postgres://a/y'], '--from-blobs and --to-blobs'],
    [
      [
        'migrate',
        '--from',
        'postgres://a/x',
        '--to',
        'postgres://a/y',
        '--to-blobs',
        'folder:a/../audio',
        '--from-blobs',
        'folder:audio',
      ],
      'share',
    ],
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
