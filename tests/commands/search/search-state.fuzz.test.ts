import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeState, encodeState } from '../../../src/commands/search/search-state.ts';
import { BLOCK_NAMES } from '../../../src/engine/embedding.ts';
import { UserError } from '../../../src/errors.ts';
import { LEVELS, MAX_TOP } from '../../../src/storage/settings.ts';
import { anything, nasty } from '../../helpers/arbitraries.ts';
import { rounds } from '../../helpers/rounds.ts';

// Tests the custom ids of search results. `tests/e2e/controls.fuzz.test.ts` tests all other custom ids.

const number = fc.oneof(nasty, fc.integer().map(String), fc.double().map(String));
const shaped = fc
  .tuple(
    fc.constantFrom('search', 'list'),
    fc.constantFrom(...'ptlymx'),
    fc.oneof(nasty, fc.stringMatching(/^[fst][a-z0-9]{1,20}$/)),
    fc
      .tuple(
        number,
        number,
        number,
        fc.stringMatching(/^[0-3]{7}$/),
        fc.constantFrom('0', '1', '2'),
        fc.stringMatching(/^[a-z0-9]{0,13}$/),
      )
      .map((parts) => parts.join('.')),
    fc.oneof(anything, nasty),
  )
  .map((parts) => parts.join(':'));

test('any custom id is decoded to a valid state or rejected', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: shaped }, anything), (customId) => {
      try {
        const { action, state } = decodeState(customId.slice(0, 100), 'loop');
        expect(state.size).toBeGreaterThanOrEqual(1);
        expect(state.size).toBeLessThanOrEqual(MAX_TOP);
        expect(state.minScore).toBeLessThanOrEqual(100);
        expect([state.page, state.size, state.minScore].every((one) => Number.isInteger(one) && one >= 0)).toBe(true);
        expect(BLOCK_NAMES.every((name) => LEVELS.includes(state.levels[name]))).toBe(true);
        expect(state.author ?? '0').toMatch(/^\d+$/);
        expect(decodeState(encodeState(action, state), 'loop')).toEqual({ action, state });
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    {
      numRuns: rounds(1000, 30_000),
      examples: [
        ['search:p:fab:100000.0.0.2222222.0.:'],
        ['search:p:fab:0.0.0.2222222.0.:'],
        ['search:p:fab:.. .2222222.0.:'],
      ],
    },
  );
});
