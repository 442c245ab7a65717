import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseArguments, UsageError } from '../src/cli/arguments.ts';
import { unpackSounds } from '../src/commands/archive.ts';
import { labelOf, MAX_LABEL, MAX_TAGS, tagsOf, uploadName } from '../src/commands/labels.ts';
import { DISCORD_ORIGINS, readConfig, VARIABLES } from '../src/config.ts';
import { download } from '../src/discord/download.ts';
import { createDecodeLog } from '../src/engine/decode/decode-log.ts';
import { UserError } from '../src/errors.ts';
import { AUDIO_EXTENSIONS, audioExtension } from '../src/storage/lowdb/audio-extension.ts';

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

describe('archives', () => {
  const MB = 2 ** 20;
  /** The zip library cannot be told to write this name, which others can. */
  const withPrototype = (zip: Uint8Array) =>
    Buffer.from(Buffer.from(zip).toString('latin1').replaceAll('**proto**', '__proto__'), 'latin1');
  const unpacked = (archive: Uint8Array) => {
    try {
      return unpackSounds(archive, MB);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return [];
    }
  };
  const files = fc.dictionary(
    fc
      .oneof(anything, fc.constantFrom('a.wav', '../../a.wav', '/etc/a', 'C:\\a', '**proto**'))
      .filter((name) => name !== '__proto__'),
    fc.uint8Array({ maxLength: 60 }),
    { maxKeys: 4, noNullPrototype: true },
  );

  test('of any bytes are opened or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void unpacked(bytes)));
  });

  test('of which any byte was changed give sounds of theirs or a refusal', () => {
    fc.assert(
      fc.property(files, fc.nat(), fc.nat(255), (content, place, by) => {
        const archive = withPrototype(zipSync(content, { level: 0 }));
        const at = place % archive.length;
        archive[at] = (archive[at] ?? 0) ^ by;
        for (const { audio } of unpacked(archive)) expect(audio.length).toBeLessThanOrEqual(MB);
      }),
    );
  });

  test('with any list of contents give files that are in them, each under a label and tags that are text', () => {
    const some = fc.oneof(
      anything,
      fc.constantFrom('a.wav', '../../a.wav', '__proto__', 'constructor'),
      fc.jsonValue(),
    );
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({ file: some, label: some, tags: fc.oneof(some, fc.array(some)) }, { requiredKeys: [] }),
    );
    const list = fc.oneof(fc.jsonValue(), fc.record({ sounds: fc.oneof(entry, fc.array(entry, { maxLength: 5 })) }));
    fc.assert(
      fc.property(files, list, (content, json) => {
        const archive = withPrototype(zipSync({ ...content, 'library.json': Buffer.from(JSON.stringify(json)) }));
        for (const { file, label, tags } of unpacked(archive)) {
          expect(Object.keys(content).concat('library.json')).toContain(file);
          expect([label, ...tags].every((text) => typeof text === 'string')).toBe(true);
        }
      }),
    );
  });
});

describe('names of kept files', () => {
  test('end in one of the known extensions, whatever was uploaded', () => {
    const name = fc.oneof(
      anything,
      fc.tuple(anything, fc.constantFrom('.MP3', '.wav/..', '.flac\0', '.')).map((all) => all.join('')),
    );
    fc.assert(fc.property(name, (fileName) => void expect(AUDIO_EXTENSIONS).toContain(audioExtension(fileName))));
  });
});

describe('what ffmpeg says', () => {
  test('is a number of seconds or nothing, and is forgotten beyond a limit', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789:.-N/A '), maxLength: 30 });
    const line = fc.oneof(
      anything,
      digits.map((time) => `  Duration: ${time}, start: 0\n`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const log = createDecodeLog();
        for (const text of lines) log.add(text);
        const { claimedSeconds } = log;
        expect(claimedSeconds === null || claimedSeconds >= 0).toBe(true);
        expect(typeof log.hasNoTrack).toBe('boolean');
      }),
    );
  });
});

describe('the command line', () => {
  test('is taken, or refused with what is wrong with it', () => {
    const word = fc.oneof(
      anything,
      fc.constantFrom('--top', '--top=0', '--top=-1', '--threads=1e9', '--json', '--json=1', '--', '-', '--label='),
      fc.constantFrom('--guild=abc', '--clap=on', '--decoder=', '--__proto__=1', '--library'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        try {
          const { top, files, threads } = parseArguments(argv, ['top', 'label', 'guild', 'library']);
          expect(Number.isInteger(top) && top >= 1 && top <= 1000).toBe(true);
          expect(threads === undefined || (threads >= 1 && threads <= 64)).toBe(true);
          expect(files.every((file) => argv.includes(file))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
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
