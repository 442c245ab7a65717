import { describe, expect, test } from 'vitest';
import { addedEmbed, duplicatesEmbed } from '../../../src/commands/add/add-view.ts';
import { LANGUAGES, messagesFor } from '../../../src/i18n/index.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

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
    const embeds = [
      addedEmbed(Array(10).fill(marked), 100_000, messages),
      duplicatesEmbed(Array(10).fill({ label: marked.label, duplicate: { sound: marked, score: 0.99 } }), messages),
    ];
    for (const { title = '', description = '', footer } of embeds) {
      expect(description.split('\n')).toHaveLength(10);
      expect(description).toContain('\\*\\_');
      // Discord's limits are 4,096 characters for a description and 6,000 for all embeds of a message.
      expect(title.length + description.length + (footer?.text.length ?? 0)).toBeLessThanOrEqual(3000);
    }
  });
});

test('a name that fits is not shortened', () => {
  const label = 'The door bell of the house at the end of the road, rung twice on a Sunday morning in the rain';
  expect(addedEmbed([sound(label)], 1, messagesFor('en-US')).description).toContain(label);
});
