import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecordingGroups } from '../../src/storage/recording-groups.ts';

const same = (id: string) => ({ kind: 'same recording' as const, id });
const sound = (id: string, found: readonly ReturnType<typeof same>[] = [], hash = id) => ({
  id,
  hash,
  relations: { version: '1', found },
});

test('groups that meet later are one group', () => {
  const groups = createRecordingGroups();
  // `b` was found to be `a`, and `d` to be `c`. Only a later comparison shows that `b` is `c` too.
  groups.add(sound('a'));
  groups.add(sound('c'));
  groups.add(sound('b', [same('a')]));
  groups.add(sound('d', [same('c')]));
  expect(groups.othersOf('a')).toEqual(['b']);
  groups.add(sound('b', [same('a'), same('c')]));
  expect([...groups.othersOf('a')].sort()).toEqual(['b', 'c', 'd']);
  expect([...groups.othersOf('d')].sort()).toEqual(['a', 'b', 'c']);
});

test('identical files are one recording without a comparison, and other relations make none', () => {
  const groups = createRecordingGroups();
  groups.add({ id: 'a', hash: 'x', relations: null });
  groups.add({ id: 'b', hash: 'x', relations: null });
  const excerpt = { kind: 'excerpt' as const, of: 'b' as const, from: 1, to: 2, id: 'a' };
  groups.add({ id: 'c', hash: 'y', relations: { version: '1', found: [excerpt] } });
  expect(groups.othersOf('a')).toEqual(['b']);
  expect(groups.othersOf('c')).toEqual([]);
});

test('two sounds are in one group exactly if a chain of relations connects them', () => {
  const ids = Array.from({ length: 12 }, (_, index) => String(index));
  const id = fc.constantFrom(...ids);
  fc.assert(
    fc.property(fc.array(fc.tuple(id, id), { maxLength: 15 }), (pairs) => {
      const groups = createRecordingGroups();
      for (const [a, b] of pairs) groups.add(sound(a, [same(b)]));
      for (const each of ids) {
        // Follows the chains step by step.
        const reached = new Set([each]);
        for (const _ of ids) for (const [a, b] of pairs) if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
        expect([each, ...groups.othersOf(each)].sort()).toEqual([...reached].sort());
      }
    }),
  );
});
