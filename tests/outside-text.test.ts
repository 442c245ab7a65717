import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { labelOf, MAX_LABEL, MAX_TAGS, tagsOf, uploadName } from '../src/commands/labels.ts';
import { DISCORD_ORIGINS, readConfig, VARIABLES } from '../src/config.ts';
import { download } from '../src/discord/download.ts';
import { UserError } from '../src/errors.ts';

/** Text from outside, whatever it is: each parser takes it or refuses it in one line. */

const anything = fc.string({ unit: 'binary', maxLength: 300 });

describe('the environment', () => {
  test('is taken or refused in one line that says nothing of secrets', () => {
    const value = fc.oneof(
      anything,
      fc.constantFrom('0', '-1', '1e9', 'auto', 'off', 'http://', 'postgres://u:hunter2@h/d'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...VARIABLES), value), (env) => {
        try {
          expect(Object.isFrozen(readConfig(env))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          const { message } = error instanceof UserError ? error : { message: '' };
          expect(message.startsWith('DATABASE_URL') ? message : '').not.toContain('hunter2');
        }
      }),
    );
  });
});

describe('what members write', () => {
  test('becomes a label of 1 to 100 characters on one line', () => {
    fc.assert(
      fc.property(fc.option(anything), anything, (typed, fileName) => {
        const label = labelOf(typed, fileName, 'untitled');
        expect(label.length).toBeGreaterThan(0);
        expect([...label].length).toBeLessThanOrEqual(MAX_LABEL);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(label).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test('becomes at most ten tags, each once and none empty', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        try {
          const tags = tagsOf(typed);
          expect(new Set(tags).size).toBe(tags.length);
          expect(tags.length).toBeLessThanOrEqual(MAX_TAGS);
          expect(tags).not.toContain('');
        } catch (error) {
          expect(error).toMatchObject({ kind: 'usage' });
        }
      }),
    );
  });

  test('becomes a file name without a path, a blank or a second ending of letters that are not plain', () => {
    fc.assert(
      fc.property(anything, (fileName) => {
        expect(uploadName(fileName)).toMatch(/^[A-Za-z0-9_-]{1,60}(\.[a-z0-9]{1,8})?$/);
      }),
    );
  });
});

describe('addresses of files', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test('are asked for at the allowed origins only, however they are written, and wherever they lead', async () => {
    const asked: string[] = [];
    let location = '';
    let total = 0;
    vi.stubGlobal('fetch', async (url: URL) => {
      asked.push(url.href);
      return new Response(null, { status: 302, headers: { location: encodeURI(location) } });
    });
    const host = fc.constantFrom(
      'cdn.discordapp.com',
      'cdn.discordapp.com.evil.test',
      '127.0.0.1',
      '[::1]',
      'a@10.0.0.1',
      '0x7f.1',
    );
    const crafted = fc
      .tuple(
        fc.constantFrom('https:', 'http:', 'file:', 'data:', 'HTTPS:', 'ftp:'),
        fc.constantFrom('//', '/', '\\\\', '///'),
        fc.constantFrom('', 'cdn.discordapp.com@', 'cdn.discordapp.com:443@'),
        host,
        fc.constantFrom('', ':8080', ':443'),
        fc.webPath(),
      )
      .map((parts) => parts.join(''));
    const address = fc.oneof(crafted, fc.webUrl({ withQueryParameters: true }), anything);
    await fc.assert(
      fc.asyncProperty(address, address, async (first, next) => {
        asked.length = 0;
        location = next;
        const options = { origins: DISCORD_ORIGINS, maxBytes: 1000, timeoutMs: 1000 };
        await expect(download(first, options)).rejects.toMatchObject({ kind: 'download' });
        total += asked.length;
        for (const url of asked) expect(DISCORD_ORIGINS).toContain(new URL(url).origin);
      }),
      { numRuns: 500 },
    );
    expect(total).toBeGreaterThan(0);
  });
});
