import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DISCORD_ORIGINS, loadEnvFile, readConfig, VARIABLES } from '../src/config.ts';

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
    ['STORE', 'postgres', 'STORE takes lowdb, the only store so far, not "postgres".'],
  ])('rejects %s=%s in one line', (name, value, line) => {
    expect(() => readConfig({ [name]: value })).toThrow(expect.objectContaining({ kind: 'usage', message: line }));
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

  test('divides the memory that it is given: as many threads as fit, and bounded files in flight', () => {
    const { THREADS, memory } = readConfig({ MEMORY_MB: '512', CLAP: 'off' });
    expect(THREADS).toBe(1);
    expect(memory.filesInFlight).toBeLessThan(128 * 2 ** 20);
    expect(readConfig({ MEMORY_MB: '512', THREADS: '3' }).THREADS).toBe(3);
  });
});
