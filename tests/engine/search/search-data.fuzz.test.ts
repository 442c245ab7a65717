import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { findQueryOf, findSounds, SEARCH_KINDS } from '../../../src/engine/search/find-query.ts';
import { readSearchData, searchDataOf } from '../../../src/engine/search/search-data.ts';
import { rounds } from '../../helpers/rounds.ts';
import { noise, silence } from '../../helpers/signals.ts';
import { play, TUNE } from './melodies.ts';

it.each([0, 0.001, 0.3, 5, 31])('takes at most 400 bytes per second of a sound of %d s', (seconds) => {
  const { data, seconds: stored } = searchDataOf(noise(FEATURE_RATE, seconds, 0.5));
  expect(stored).toBeCloseTo(seconds, 4);
  expect(data.length).toBeLessThanOrEqual(215 * seconds + 60);
});

it('gives the same bytes for the same sound, and no likeness for silence', () => {
  const tune = play(TUNE);
  expect(searchDataOf(tune)).toEqual(searchDataOf(tune.slice()));
  const silent = searchDataOf(silence(FEATURE_RATE, 3)).data;
  for (const by of SEARCH_KINDS)
    for (const { score } of findSounds(findQueryOf(tune, by), [silent], 1)) expect(score).toBeLessThan(0.2);
});

it('finds without an error in damaged data', () => {
  const queries = SEARCH_KINDS.map((by) => findQueryOf(play(TUNE), by));
  const whole = searchDataOf(play(TUNE)).data;
  const damaged = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.record({ end: fc.nat(whole.length), at: fc.nat(whole.length), byte: fc.nat(255) }).map(({ end, at, byte }) => {
      const copy = whole.slice(0, end);
      copy[at] = byte;
      return copy;
    }),
  );
  fc.assert(
    fc.property(damaged, (data) => {
      readSearchData(data);
      for (const query of queries)
        for (const { score } of findSounds(query, [data, whole], 2)) expect(score).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: rounds(50, 2000) },
  );
});
