import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rounds } from '../../../../tests/helpers/rounds.ts';
import { anything, nasty } from '../helpers/arbitraries.ts';

/** Module of the page that renders text. Imported at run time, because the page is a TypeScript project of its own. */

const views = new URL('../../src/page/client/views/markdown.ts', import.meta.url);
const { markdown, plainText }: { markdown(text: string, kind: string): unknown; plainText(text: string): unknown } =
  await import(views.href);

const unit = fc.constantFrom(
  ...[...'*_~`|>#<@&!:/()[]\\-\n 1', '<t:', ':R>', 'https://', 'javascript:', '</a:', '```', '9'.repeat(15)],
);
const marks = fc.string({ unit, maxLength: 40 });
const time = fc
  .tuple(fc.oneof(fc.bigInt(), fc.integer()), fc.constantFrom('', ':R', ':F', ':x', ':t'))
  .map(([seconds, style]) => `<t:${seconds}${style}>`);
const link = fc
  .tuple(fc.constantFrom('javascript:', 'data:', 'https:', 'file:', 'JaVaScRiPt:', 'http:', '\tjavascript:'), marks)
  .map(([protocol, rest]) => `[a](${protocol}//${rest}) <${protocol}${rest}>`);
const written = fc.oneof(marks, time, link, anything, nasty);

const template = z.object({ strings: z.array(z.string()), values: z.array(z.unknown()) });

/** Returns the addresses of all links in a template. */
function addresses(drawn: unknown): string[] {
  if (Array.isArray(drawn)) return drawn.flatMap(addresses);
  const { strings = [], values = [] } = template.safeParse(drawn).data ?? {};
  return values.flatMap((value, index) => (strings[index]?.endsWith('href=') ? [String(value)] : addresses(value)));
}

test('renders any text, with links to web addresses only', () => {
  let links = 0;
  fc.assert(
    fc.property(written, fc.constantFrom('text', 'line'), (text, kind) => {
      for (const address of addresses(markdown(text, kind))) {
        links += 1;
        expect(new URL(address).protocol).toMatch(/^https?:$/);
      }
    }),
    {
      numRuns: rounds(700, 20_000),
      examples: [
        ['<t:9999999999999999:f>', 'text'],
        ['https://a.test', 'text'],
      ],
    },
  );
  expect(links).toBeGreaterThan(0);
});

test('returns any text without its markup', () => {
  fc.assert(
    fc.property(written, (text) => void expect(typeof plainText(text)).toBe('string')),
    { numRuns: rounds(200, 5000) },
  );
});
