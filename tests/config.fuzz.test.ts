import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig, VARIABLES } from '../src/config.ts';
import { OperatorError } from '../src/errors.ts';
import { anything, nasty } from './helpers/arbitraries.ts';
import { rounds } from './helpers/rounds.ts';

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
      { numRuns: rounds(120, 3000), examples: [[{ DECODER: 'native\nwasm' }]] },
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
      { numRuns: rounds(120, 3000) },
    );
  });
});
