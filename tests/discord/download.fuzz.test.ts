import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DISCORD_ORIGINS } from '../../src/config.ts';
import { anything, nasty } from '../helpers/arbitraries.ts';
import { rounds } from '../helpers/rounds.ts';
import { downloadBytes } from './download-bytes.ts';

// Tests downloads from any URL and with any response of the server.

const options = { origins: DISCORD_ORIGINS, maxBytes: 1000, timeoutMs: 1000, pauseMs: 1 };
afterEach(() => void vi.unstubAllGlobals());

describe('addresses of files', () => {
  const host = fc.constantFrom(
    ...['cdn.discordapp.com', 'CDN.discordapp.com.', 'cdn.discordapp.com.evil.test', '127.0.0.1', '[::1]', 'localhost'],
    ...['a@10.0.0.1', '0x7f.1', '169.254.169.254', '[::ffff:10.0.0.1]', '2130706433', '192.168.0.1', '１２７.0.0.1'],
  );
  const crafted = fc
    .tuple(
      fc.constantFrom('https:', 'http:', 'file:', 'data:', 'HTTPS:', 'ftp:', 'blob:https:'),
      fc.constantFrom('//', '/', '\\\\', '///'),
      fc.constantFrom('', 'cdn.discordapp.com@', 'cdn.discordapp.com:443@'),
      host,
      fc.constantFrom('', ':8080', ':443'),
      fc.webPath(),
    )
    .map((parts) => parts.join(''));
  const address = fc.oneof(crafted, fc.webUrl({ withQueryParameters: true }), anything, nasty);

  test('are requested from allowed origins only, however they are written or redirected', async () => {
    const requested: string[] = [];
    let location = '';
    let total = 0;
    vi.stubGlobal('fetch', async (url: URL) => {
      requested.push(url.href);
      return new Response(null, { status: 302, headers: { location: encodeURI(location) } });
    });
    await fc.assert(
      fc.asyncProperty(address, address, async (first, next) => {
        requested.length = 0;
        location = next;
        await expect(downloadBytes(first, options)).rejects.toMatchObject({ kind: 'download' });
        total += requested.length;
        for (const url of requested) expect(DISCORD_ORIGINS).toContain(new URL(url).origin);
      }),
      { numRuns: rounds(200, 5000), examples: [['https://cdn.discordapp.com/a', 'https://127.0.0.1/']] },
    );
    expect(total).toBeGreaterThan(0);
  });

  test('with http are requested from loopback hosts only, even if others are allowed', async () => {
    const requested: URL[] = [];
    vi.stubGlobal('fetch', async (url: URL) => {
      requested.push(url);
      return new Response('x');
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(host, fc.domain(), fc.ipV4()), fc.webPath(), async (name, path) => {
        const url = `http://${name}${path}`;
        const origins = URL.canParse(url) ? [new URL(url).origin] : [];
        await downloadBytes(url, { ...options, origins }).catch((error) =>
          expect(error).toMatchObject({ kind: 'download' }),
        );
        for (const { hostname } of requested) expect(['127.0.0.1', '[::1]', 'localhost']).toContain(hostname);
      }),
      { examples: [['127.0.0.1', '/a']] },
    );
    expect(requested.length).toBeGreaterThan(0);
  });
});

describe('the response of a server', () => {
  /** Generates any text that an HTTP header can contain. */
  const header = fc
    .oneof(anything, nasty, fc.integer().map(String), fc.constantFrom('12, 12', '1000', '1001', 'Infinity', '0x1F4'))
    .map((text) => text.replace(/[^\t\x20-\x7e]/g, '').trim());
  const headers = fc.record({ 'content-length': header, 'content-type': header }, { requiredKeys: [] });

  test('is read as it arrives and never beyond the limit, whatever its headers say', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(headers, chunks, async (claims, pieces) => {
        const sent = Buffer.concat(pieces);
        vi.stubGlobal('fetch', async () => new Response(ReadableStream.from(pieces), { headers: claims }));
        const claimed = Number(claims['content-length'] ?? 0);
        try {
          const got = await downloadBytes('https://cdn.discordapp.com/a', options);
          expect(Buffer.from(got).equals(sent)).toBe(true);
          expect(sent.length).toBeLessThanOrEqual(options.maxBytes);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'too-large', message: expect.not.stringContaining('NaN') });
          expect(Math.max(claimed, sent.length)).toBeGreaterThan(options.maxBytes);
        }
      }),
      { numRuns: rounds(120, 3000), examples: [[{ 'content-length': '12, 12' }, [new Uint8Array(12)]]] },
    );
  });

  test('with any status gives a file or an error of one line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 599 }), headers, header, async (status, claims, location) => {
        const body = [204, 205, 304].includes(status) ? null : 'x';
        vi.stubGlobal('fetch', async () => new Response(body, { status, headers: { ...claims, location } }));
        await downloadBytes('https://cdn.discordapp.com/a', options).catch((error) =>
          expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(/^[^\n]+$/) }),
        );
      }),
      { numRuns: rounds(120, 3000) },
    );
  });
});
