import { expect, test } from 'vitest';
import { renderEmbeds } from '../../src/trial/render-message.ts';

const embed = {
  title: 'Sounds like “a\\_b”',
  fields: [{ name: '1. ▰ 94 %', value: '**[door \\[bell\\]](https://discord.com/channels/1/2/3)** · 0:01\nwhy' }],
  footer: { text: '3 sounds' },
};

test('a terminal shows what Discord would: no markup, no escapes, links by their text', () => {
  expect(renderEmbeds([embed], { colour: false })).toBe(
    ['┃ Sounds like “a_b”', '┃ ', '┃ 1. ▰ 94 %', '┃    door [bell] · 0:01', '┃    why', '┃ ', '┃ 3 sounds'].join('\n'),
  );
});

test('colours are for terminals that have them', () => {
  expect(renderEmbeds([embed], { colour: true })).toContain('\u001b[1mSounds like');
});
