import { describe, expect, test } from 'vitest';
import { addedEmbed, duplicatesEmbed } from '../../../src/commands/add/add-view.ts';
import { LANGUAGES, messagesFor } from '../../../src/i18n/index.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

/** Maximum size of a file in a server without boosts. */
const LIMIT = 10 * 2 ** 20;

const english = messagesFor('en-US');
const sound = (label: string) =>
  storedSound({
    label,
    tags: Array(5).fill('_'.repeat(30)),
    messageUrl: `https://discord.com/channels/${'1'.repeat(20)}/${'2'.repeat(20)}/${'3'.repeat(20)}`,
  });

describe.each(['en-US', ...Object.keys(LANGUAGES)])('a message in %s', (locale) => {
  const messages = messagesFor(locale);

  test('has space for the lists of ten sounds whose names are all markup', () => {
    const marked = sound('*_'.repeat(50));
    const related = Array(10).fill({ relation: { kind: 'excerpt', of: 'b', from: 1, to: 2 }, sound: marked });
    const embeds = [
      addedEmbed(Array(10).fill({ sound: marked, related }), { size: 100_000, limit: LIMIT }, messages),
      duplicatesEmbed(
        Array(10).fill({ label: marked.label, duplicate: { sound: marked, kind: 'same recording' }, related }),
        messages,
      ),
    ];
    for (const { title = '', description = '', footer } of embeds) {
      expect(description.split('\n').filter((line) => !line.startsWith('↳'))).toHaveLength(10);
      expect(description).toContain('\\*\\_');
      // Discord's limits are 4,096 characters for a description and 6,000 for all embeds of a message.
      expect(title.length + description.length + (footer?.text.length ?? 0)).toBeLessThanOrEqual(3000);
    }
  });
});

test('an added sound is followed by what it is to others', () => {
  const relation = { kind: 'shares a part', a: [0, 4], b: [10, 14] } as const;
  const other = storedSound({ label: 'jingle', messageUrl: null });
  const { description } = addedEmbed(
    [{ sound: sound('talk'), related: [{ relation, sound: other }] }],
    { size: 1, limit: LIMIT },
    english,
  );
  expect(description?.split('\n')[1]).toBe(
    '↳ **talk** shares a part with **jingle**: 0:00 to 0:04 is 0:10 to 0:14 there',
  );
});

test('a name that fits is not shortened', () => {
  const label = 'The door bell of the house at the end of the road, rung twice on a Sunday morning in the rain';
  expect(addedEmbed([{ sound: sound(label), related: [] }], { size: 1, limit: LIMIT }, english).description).toContain(
    label,
  );
});
