import { expect, test } from 'vitest';
import { relationText } from '../../../src/commands/shared/relation-text.ts';
import type { Relation } from '../../../src/engine/recordings/recording.ts';
import { messagesFor } from '../../../src/i18n/index.ts';

test.each<[Relation, string]>([
  [{ kind: 'same recording' }, 'new is the same recording as old'],
  [{ kind: 'excerpt', of: 'b', from: 12.2, to: 17.1 }, 'new is an excerpt of old: 0:12 to 0:17'],
  [{ kind: 'excerpt', of: 'a', from: 61, to: 66 }, 'old is an excerpt of new: 1:01 to 1:06'],
  [{ kind: 'excerpt', of: 'b', from: 0, to: 0.3 }, 'new is an excerpt of old: 0:00.0 to 0:00.3'],
  [{ kind: 'another speed', ratio: 1 / 1.03 }, 'new is old at another speed (3% faster)'],
  [{ kind: 'another speed', ratio: 1 / 0.97 }, 'new is old at another speed (3% slower)'],
  [
    { kind: 'shares a part', a: [0, 4], b: [59.9, 64] },
    'new shares a part with old: 0:00 to 0:04 is 1:00 to 1:04 there',
  ],
])('%o is told as "%s"', (relation, text) => {
  expect(relationText(relation, { a: 'new', b: 'old' }, messagesFor('en-US'))).toBe(text);
});
