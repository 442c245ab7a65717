import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArguments, UsageError } from '../../src/cli/options.ts';
import { readConfig, VARIABLES } from '../../src/config.ts';
import { createMonoResampler } from '../../src/engine/resample/mono-resampler.ts';
import { OperatorError } from '../../src/errors.ts';
import { anything, nasty } from './anything.ts';

// Tests arbitrary text in the environment, on the command line and in the output of ffmpeg.

describe('the environment', () => {
  const value = fc.oneof(
    anything,
    nasty,
    fc.integer().map(String),
    fc.constantFrom('0', 'auto', 'off', 'http://', 'https://a.test', 'postgres'),
  );
  const environment = fc.dictionary(fc.constantFrom(...VARIABLES), value);

  test('is accepted, or rejected in one line', () => {
    fc.assert(
      fc.property(environment, (env) => {
        try {
          expect(Object.isFrozen(readConfig(env))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(OperatorError);
          const { message } = error instanceof OperatorError ? error : { message: '' };
          expect(message).toMatch(/^[^\n\r]+$/);
        }
      }),
      { numRuns: 300, examples: [[{ DECODER: 'native\nwasm' }]] },
    );
  });

  test('yields non-negative integers, valid origins and http addresses', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VARIABLES), value, (name, text) => {
        try {
          const config = readConfig({ [name]: text });
          const numbers = Object.values(config).filter((one) => typeof one === 'number');
          expect(numbers.every((number) => Number.isSafeInteger(number) && number >= 0)).toBe(true);
          for (const origin of config.ATTACHMENT_ORIGINS) expect(new URL(origin).origin).toBe(origin);
          for (const address of [config.HF_ENDPOINT, config.DISCORD_API_URL ?? 'https://discord.com'])
            expect(new URL(address).protocol).toMatch(/^https?:$/);
        } catch (error) {
          expect(error).toBeInstanceOf(OperatorError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the command line', () => {
  test('is accepted, or rejected with a UsageError', () => {
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

describe('the output of ffmpeg', () => {
  test('becomes finite samples, for arbitrary bytes in arbitrary chunks', () => {
    const numbers = fc.float32Array({ maxLength: 50 }).map((some) => new Uint8Array(some.buffer));
    fc.assert(
      fc.property(fc.array(fc.oneof(numbers, fc.uint8Array({ maxLength: 50 }))), (pieces) => {
        const resampler = createMonoResampler({ rate: 22_050, channels: 1, withClap: false });
        for (const piece of pieces) resampler.write(piece);
        const { feature } = resampler.finish();
        expect(feature).toHaveLength(Math.floor(Buffer.concat(pieces).length / 4));
        expect(feature.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
