import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArguments, UsageError } from '../../src/cli/options.ts';
import { anything } from '../helpers/arbitraries.ts';

test('any command line is accepted, or rejected with a UsageError', () => {
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
