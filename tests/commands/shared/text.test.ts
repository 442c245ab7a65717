import { describe, expect, test } from 'vitest';
import { clean, literal, shorten } from '../../../src/commands/shared/text.ts';

describe("a member's text", () => {
  test.each([
    ['**bold**', '\\*\\*bold\\*\\*'],
    ['@everyone', '\\@everyone'],
    ['<@123456>', '\\<\\@123456\\>'],
    ['<#1> <@&2> <:a:3>', '\\<\\#1\\> \\<\\@&2\\> \\<\\:a:3\\>'],
    ['[here](https://evil.example)', '\\[here\\]\\(https\\://evil.example\\)'],
    [':skull:', '\\:skull:'],
    ['`code` ||spoiler|| ~~no~~', '\\`code\\` \\|\\|spoiler\\|\\| \\~\\~no\\~\\~'],
    ['back\\slash', 'back\\\\slash'],
    ['Take 2: rain, 50 % (wet)', 'Take 2: rain, 50 % \\(wet\\)'],
  ])('such as %s is shown literally', (typed, shown) => {
    expect(literal(typed)).toBe(shown);
  });

  test('cannot reverse or hide text', () => {
    expect(clean('\u202Egnp.exe\u2066\u200B\uFEFF x\u00AD', 100)).toBe('gnp.exe x');
    expect(clean('\u200b\u200d \u2060', 100)).toBe('');
  });

  test('is put on one line', () => {
    expect(clean('a\nb\r\n\tc\u2028d\0e', 100)).toBe('a b c d e');
  });

  test('is isolated if it is right-to-left', () => {
    expect(literal('שלום')).toBe('\u2068שלום\u2069');
  });

  test('keeps joiners in emoji and in Persian', () => {
    expect(clean('👨‍👩‍👧‍👦 👍🏽 می‌خواهم', 100)).toBe('👨‍👩‍👧‍👦 👍🏽 می‌خواهم');
  });

  test('is limited to three combining marks in a row', () => {
    expect(clean(`a${'\u0338'.repeat(50)}`, 100)).toBe(`a${'\u0338'.repeat(3)}`);
  });

  test('is cut at the boundary of a grapheme if it is too long', () => {
    expect(shorten('👨‍👩‍👧‍👦'.repeat(9), 60)).toBe(`${'👨‍👩‍👧‍👦'.repeat(5)}…`);
    expect(shorten('short', 5)).toBe('short');
  });
});
