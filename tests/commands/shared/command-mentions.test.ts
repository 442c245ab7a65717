import { expect, test } from 'vitest';
import { withMentions } from '../../../src/commands/shared/command-mentions.ts';

test('commands with a known id become mentions; others stay as they are', () => {
  const ids = new Map([
    ['search', '12'],
    ['edit-many', '34'],
    ['soundboard', '56'],
  ]);
  const text = '`/search` a file, `/edit-many` sounds, `/soundboard add`, `/unknown`, /search, and `code`';
  expect(withMentions(text, ids)).toBe(
    '</search:12> a file, </edit-many:34> sounds, </soundboard add:56>, `/unknown`, /search, and `code`',
  );
  expect(withMentions(text, new Map())).toBe(text);
});
