import { expect, test } from 'vitest';
import { renderMessage } from '../../src/trial/render-message.ts';

const message = {
  content: '',
  embeds: [
    {
      title: 'Sounds like “a\\_b”',
      fields: [{ name: '1. ▰ 94 %', value: '**[door \\[bell\\]](https://discord.com/channels/1/2/3)** · 0:01\nwhy' }],
      footer: { text: '3 sounds' },
    },
  ],
  attachments: [],
};

test('a message is rendered without markup and escapes, and with the text of its links only', () => {
  expect(renderMessage(message, { color: false })).toBe(
    ['┃ Sounds like “a_b”', '┃ ', '┃ 1. ▰ 94 %', '┃    door [bell] · 0:01', '┃    why', '┃ ', '┃ 3 sounds'].join('\n'),
  );
});

test('a message is rendered in color only for terminals that support colors', () => {
  expect(renderMessage(message, { color: true })).toContain('\u001b[1mSounds like');
});
