import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Action,
  decodeState,
  encodeState,
  SEARCH_BY,
  type SearchState,
  weightsOf,
} from '../../../src/commands/search/search-state.ts';
import { nextLevel } from '../../../src/commands/settings/weight-buttons.ts';
import { BLOCK_NAMES } from '../../../src/engine/embedding.ts';
import { DEFAULT_WEIGHTS } from '../../../src/engine/weights.ts';
import { LEVELS, NORMAL, SEARCH_ORDERS } from '../../../src/storage/settings.ts';

const level = fc.constantFrom(...LEVELS);
const states: fc.Arbitrary<SearchState> = fc.record({
  source: fc.record({
    kind: fc.constantFrom('file', 'sound', 'text'),
    ref: fc.stringMatching(/^[0-9a-f]{20}$/),
  }),
  size: fc.integer({ min: 1, max: 10 }),
  page: fc.integer({ min: 0, max: 99 }),
  minScore: fc.integer({ min: 0, max: 100 }),
  levels: fc.record({
    clap: level,
    mfcc: level,
    chroma: level,
    contrast: level,
    rhythm: level,
    zcr: level,
    rms: level,
  }),
  order: fc.constantFrom(...SEARCH_ORDERS),
  by: fc.constantFrom(...SEARCH_BY),
  tuning: fc.boolean(),
  author: fc.option(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String)),
  tag: fc.option(fc.string({ minLength: 1, maxLength: 30 })),
  filter: fc.option(fc.constantFrom('length<1', 'loop')),
  mix: fc.constant([]),
});
const actions = fc.constantFrom<Action>('page', 'tune', 'weigh', 'match', 'by', 'level', 'play', 'more');

describe('the state of a search in a custom id', () => {
  test('is decoded unchanged, and fits the 100 characters that Discord allows', () => {
    fc.assert(
      fc.property(actions, states, (action, state) => {
        const customId = encodeState(action, state);
        expect(customId.length).toBeLessThanOrEqual(100);
        expect(decodeState(customId, state.filter)).toEqual({ action, state });
      }),
    );
  });

  test('tells whether the message shows a filter that applies', () => {
    fc.assert(
      fc.property(states, (state) => {
        const unfiltered = encodeState('page', { ...state, filter: null });
        expect(decodeState(unfiltered, 'loop').state.filter).toBeNull();
        const filtered = encodeState('page', { ...state, filter: 'loop' });
        expect(() => decodeState(filtered, null)).toThrow('These results are too old');
      }),
    );
  });

  test.each(['', 'search', 'search:p:f00:5.0.0:', 'search:z:fab:5.0.0.2222222.0.:', 'search:p:../x:5.0.0.2222222.0.:'])(
    '%s, from an earlier version, is rejected with advice',
    (customId) => {
      expect(() => decodeState(customId)).toThrow(
        'These results are too old, so their buttons no longer work. Please search again.',
      );
    },
  );
});

describe('a level of a weight', () => {
  test('is the same again after four presses', () => {
    expect(nextLevel(nextLevel(nextLevel(nextLevel('normal'))))).toBe('normal');
  });

  test('stands for the default weight if it is normal', () => {
    expect(weightsOf(NORMAL)).toEqual(DEFAULT_WEIGHTS);
  });

  test.each(BLOCK_NAMES)('stands for a larger weight than the level before it, for %s', (name) => {
    const weight = (wanted: (typeof LEVELS)[number]) => weightsOf({ ...NORMAL, [name]: wanted })[name];
    const [off, less, normal, more] = LEVELS.map(weight);
    expect(off).toBe(0);
    expect(less).toBeGreaterThan(0);
    expect(normal).toBeGreaterThan(less ?? 1);
    expect(more).toBeGreaterThan((normal ?? 1) + 0.2);
  });
});
