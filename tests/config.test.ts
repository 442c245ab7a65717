import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DISCORD_ORIGINS, readConfig, shardRange, VARIABLES } from '../src/config.ts';
import { defaultThreads } from '../src/default-threads.ts';
import { loadEnvFile } from '../src/env-file.ts';
import { similarVariables } from '../src/similar-variables.ts';

describe('the configuration', () => {
  test('requires no variable: each one has a default or may be absent', () => {
    expect(readConfig({})).toMatchObject({
      DATA_DIR: 'data',
      CLAP: 'auto',
      STORE: 'lowdb',
      SHARDS: 'auto',
      MAX_FILE_MB: 25,
      ATTACHMENT_ORIGINS: [...DISCORD_ORIGINS],
    });
  });

  test('treats an empty value as unset', () => {
    expect(readConfig({ DISCORD_TOKEN: '', MAX_FILE_MB: ' ', CLAP: '' })).toEqual(readConfig({}));
  });

  test('ignores white space around a value, such as a pasted line break', () => {
    const given = { DISCORD_TOKEN: 'a.b.c\r', METRICS_HOST: ' ::1\n', CLAP: ' off ' };
    expect(readConfig(given)).toMatchObject({ DISCORD_TOKEN: 'a.b.c', METRICS_HOST: '::1', CLAP: 'off' });
  });

  test('parses numbers and lists', () => {
    const config = readConfig({
      SHARDS: '4',
      MAX_SECONDS: '60',
      ATTACHMENT_ORIGINS: 'https://a.example, http://127.0.0.1:81/',
    });
    expect(config).toMatchObject({
      SHARDS: 4,
      MAX_SECONDS: 60,
      ATTACHMENT_ORIGINS: ['https://a.example', 'http://127.0.0.1:81'],
    });
  });

  test.each([
    ['CLAP', 'on', 'CLAP takes auto or off, not "on".'],
    ['DECODER', 'ffmpeg', 'DECODER takes auto, native or wasm, not "ffmpeg".'],
    ['MAX_FILE_MB', 'lots', 'MAX_FILE_MB takes a number of megabytes from 1 to 500, not "lots".'],
    ['MAX_FILE_MB', '0', 'MAX_FILE_MB takes a number of megabytes from 1 to 500, not "0".'],
    ['SHARDS', '0', 'SHARDS takes auto or a number from 1, not "0".'],
    ['DISCORD_API_URL', 'localhost', 'DISCORD_API_URL takes the address of a REST API, not "localhost".'],
    ['STORE', 'mysql', 'STORE takes lowdb or postgres, not "mysql".'],
    ['BLOBS', 'ftp://x', 'BLOBS takes folder:PATH or s3://BUCKET/PREFIX, not "ftp://x".'],
    [
      'DATABASE_URL',
      'mysql://bot:secret@host/db',
      'DATABASE_URL takes an address such as postgres://..., not "mysql://***@host/db".',
    ],
  ])('rejects %s=%s in one line', (name, value, line) => {
    expect(() => readConfig({ [name]: value })).toThrow(expect.objectContaining({ kind: 'usage', message: line }));
  });

  test('parses the shards of one of several processes', () => {
    const config = readConfig({ SHARD_LIST: '5,0-2,1', TOTAL_SHARDS: '6' });
    expect(shardRange(config)).toEqual({ shards: [0, 1, 2, 5], total: 6 });
    expect(shardRange(readConfig({}))).toBeNull();
  });

  test.each([
    [{ SHARD_LIST: '0' }, 'SHARD_LIST and TOTAL_SHARDS need each other.'],
    [{ TOTAL_SHARDS: '2' }, 'SHARD_LIST and TOTAL_SHARDS need each other.'],
    [{ SHARD_LIST: '0-2', TOTAL_SHARDS: '2' }, 'SHARD_LIST takes shards from 0 to 1, as TOTAL_SHARDS is 2.'],
    [{ SHARD_LIST: '3-1', TOTAL_SHARDS: '4' }, 'SHARD_LIST takes shards from 0 to 3, as TOTAL_SHARDS is 4.'],
    [{ SHARD_LIST: 'all', TOTAL_SHARDS: '2' }, 'SHARD_LIST takes shards such as 0-3 or 0,2, not "all".'],
  ])('rejects the shards %j in one line', (env, line) => {
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ kind: 'usage', message: line }));
  });

  test('rejects a .env file that cannot be read, in one line', () => {
    expect(() => loadEnvFile('src')).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringMatching(/^src cannot be read: .+$/) }),
    );
  });

  test.each([
    ['UTF-8', Buffer.from('FIRST=a\nSECOND="b c" # said so\n')],
    ['UTF-8 with a byte order mark and Windows line endings', Buffer.from('\ufeffFIRST=a\r\nSECOND=b c\r\n')],
    ['UTF-16', Buffer.from('\ufeffFIRST=a\r\nSECOND=b c\r\n', 'utf16le')],
  ])('reads a .env file in %s, and keeps variables that are already set', (_name, bytes) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'soundalike-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, '.env'), bytes);
    vi.stubEnv('FIRST', undefined);
    vi.stubEnv('SECOND', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    loadEnvFile(path.join(folder, '.env'));
    expect([process.env.FIRST, process.env.SECOND]).toEqual(['a', 'b c']);
    process.env.FIRST = 'set';
    loadEnvFile(path.join(folder, '.env'));
    expect(process.env.FIRST).toBe('set');
  });

  test.each([
    ['"/data"', '/data'],
    ["'/data'", '/data'],
    ['`/data`', '/data'],
    [' "my data" ', 'my data'],
    ["bob's", "bob's"],
  ])('drops the quotes around %s, which docker --env-file keeps', (value, expected) => {
    expect(readConfig({ DATA_DIR: value }).DATA_DIR).toBe(expected);
  });

  test.each(['"', '"data', "data'", '“data”', '‘data’'])('rejects a stray quote in %s in one line', (value) => {
    expect(() => readConfig({ DATA_DIR: value })).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringMatching(/^DATA_DIR begins or ends with .+$/) }),
    );
  });

  test.each([
    ['a\u200Bb.c.d', 'contains a zero-width space (U+200B)'],
    ['“ab.c.d”', 'contains "“" (U+201C)'],
    ['ab.c\n.d', 'contains a line break (U+000A)'],
    ['ab.c .d', 'contains a space (U+0020)'],
    ['ab.\u0441.d', 'contains "\u0441" (U+0441)'],
    ['ab.c\u2060.d', 'contains an invisible character (U+2060)'],
    ["'ab.c.d", 'contains "\'" (U+0027)'],
  ])('rejects a token that %j, and shows nothing else of it', (token, text) => {
    const message = `DISCORD_TOKEN ${text}, which no token does. Copy it again from the Developer Portal.`;
    expect(() => readConfig({ DISCORD_TOKEN: token })).toThrow(expect.objectContaining({ kind: 'usage', message }));
  });

  test.each(['MTk4.Cl2FMQ.Zn-c_V', 'Bot MTk4.Cl2FMQ.Zn-c_V', '"MTk4.Cl2FMQ.Zn-c_V"'])(
    'accepts the token %s',
    (token) => {
      expect(readConfig({ DISCORD_TOKEN: token }).DISCORD_TOKEN).toContain('MTk4.Cl2FMQ.Zn-c_V');
    },
  );

  test.each([
    ['DISCORD_TOKEN: secret', '.env, line 2: write "DISCORD_TOKEN=", not "DISCORD_TOKEN:".'],
    ['DISCORD_TOKEN : secret=x', '.env, line 2: write "DISCORD_TOKEN=", not "DISCORD_TOKEN:".'],
  ])('rejects the line "%s" of a .env file, which would be skipped', (line, message) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'soundalike-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, '.env'), `# token\n${line}\n`);
    expect(() => loadEnvFile(path.join(folder, '.env'))).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });

  test.each([
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['discord_token', 'DISCORD_TOKEN'],
    ['BOT_TOKEN', 'DISCORD_TOKEN'],
    ['DISCORD_TOKN', 'DISCORD_TOKEN'],
    ['METRIC_PORT', 'METRICS_PORT'],
    ['METIRCS_PROT', 'METRICS_PORT'],
    ['METRICSPORT', 'METRICS_PORT'],
    ['DATADIR', 'DATA_DIR'],
  ])('knows that %s was meant to be %s', (name, meant) => {
    expect(similarVariables({ [name]: 'x' }, VARIABLES)).toEqual([{ name, meant }]);
  });

  test('takes no usual variable of a system for a misspelt one, and none whose counterpart is set', () => {
    const usual = 'PATH HOME LANG SHELL TERM USER HOSTNAME NODE_ENV PORT TMPDIR PWD EDITOR LOGNAME TZ OMP_NUM_THREADS';
    expect(similarVariables(Object.fromEntries(usual.split(' ').map((name) => [name, 'x'])), VARIABLES)).toEqual([]);
    expect(similarVariables({ DISCORD_TOKEN: 'a', DISCORD_BOT_TOKEN: 'b' }, VARIABLES)).toEqual([]);
  });

  test.each([
    [8, 16_000, 8],
    [2, 3600, 2],
    [4, 900, 2],
    [4, 500, 1],
    [1, 100, 1],
  ])('starts on %i cores with %i MiB of free memory %i threads', (cores, megabytes, threads) => {
    expect(defaultThreads(cores, megabytes * 2 ** 20)).toBe(threads);
  });

  test('rejects an attachment origin that has a path', () => {
    expect(() => readConfig({ ATTACHMENT_ORIGINS: 'https://cdn.discordapp.com/attachments' })).toThrow(
      /^ATTACHMENT_ORIGINS takes/,
    );
  });

  test('is frozen', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  test('has all its variables in .env.example with their defaults, the required one first', () => {
    const entries = readFileSync('.env.example', 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => line.split('=', 2));
    expect(entries[0]?.[0]).toBe('DISCORD_TOKEN');
    expect(entries.map(([name]) => name).sort()).toEqual([...VARIABLES].sort());
    expect(readConfig(Object.fromEntries(entries))).toEqual(readConfig({}));
  });

  test('has all its variables, and no others, in the table in README.md', () => {
    const rows = readFileSync('README.md', 'utf8')
      .split('\n')
      .flatMap((line) => /^\| ((?:`[A-Z_]+`(?:, )?)+) \|/.exec(line)?.[1] ?? []);
    expect(rows.join(', ').replaceAll('`', '').split(', ').sort()).toEqual([...VARIABLES].sort());
  });

  test.each([
    ['METRICS_PORT', 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB'],
    ['HF_ENDPOINT', 'ftp://someone:hunter2secret@hub.example'],
    ['ATTACHMENT_ORIGINS', 'https://someone:hunter2secret@cdn.example/path'],
  ])('does not repeat a secret in the error for %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
    expect(() => readConfig({ [name]: value })).not.toThrow(/hunter2|abcdefghij/);
  });

  test('divides the memory that it is given: as many threads as fit, and few files in flight', () => {
    const { THREADS, memory } = readConfig({ MEMORY_MB: '512', CLAP: 'off' });
    expect(THREADS).toBe(1);
    expect(memory.filesInFlight).toBeLessThan(128 * 2 ** 20);
    expect(readConfig({ MEMORY_MB: '512', THREADS: '3' }).THREADS).toBe(3);
  });
});
