import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTopK } from '../../../src/storage/matrix/top-k.ts';

// Most keys are one of seven integers, so that there are many ties.
const keys = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double()), { maxLength: 200 });

test('the best candidates are those that a stable sort puts first', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 30 }), (given, limit) => {
      const candidates = given.map((key, order) => ({ key, order }));
      const top = createTopK<{ key: number; order: number }>(limit);
      for (const candidate of candidates) top.add(candidate);
      const numbers = candidates.filter(({ key }) => !Number.isNaN(key));
      expect(top.sorted()).toEqual(numbers.toSorted((a, b) => b.key - a.key).slice(0, limit));
    }),
  );
});

test('the threshold is the minimum key that a new candidate needs', () => {
  const top = createTopK<{ key: number; order: number }>(2);
  expect(top).toMatchObject({ full: false, threshold: Number.NEGATIVE_INFINITY });
  [0.1, 0.5, 0.3].forEach((key, order) => {
    top.add({ key, order });
  });
  expect(top).toMatchObject({ full: true, threshold: 0.3 });
});
