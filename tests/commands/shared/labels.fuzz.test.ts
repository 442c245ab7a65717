import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeState } from '../../../src/commands/search/search-state.ts';
import { labelOf, MAX_LABEL, MAX_TAGS, tagOf, tagsOf, uploadName } from '../../../src/commands/shared/labels.ts';
import { literal } from '../../../src/commands/shared/text.ts';
import { AUDIO_EXTENSIONS, audioExtension } from '../../../src/storage/lowdb/audio-files.ts';
import { NORMAL } from '../../../src/storage/settings.ts';
import { anything } from '../../helpers/arbitraries.ts';
import { rounds } from '../../helpers/rounds.ts';

// Tests arbitrary text that members write into options and modals, and arbitrary names of their files.

/** Generates text with characters of several UTF-16 units, and with characters that lower-casing makes longer. */
const written = fc.oneof(
  anything,
  fc.string({ unit: fc.constantFrom(...'aÄİßﬁ#,; \u0301\u200d\u200b👩🏽🎉שع-', '\r\n', '##'), maxLength: 120 }),
);

describe('a label', () => {
  test('is 1 to 100 characters on one line', () => {
    fc.assert(
      fc.property(fc.option(written), written, (typed, fileName) => {
        const label = labelOf(typed, fileName, 'untitled');
        expect(label.length).toBeGreaterThan(0);
        expect(label.length).toBeLessThanOrEqual(MAX_LABEL);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is that they are absent
        expect(label).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test('does not change if it is exported and imported again', () => {
    fc.assert(
      fc.property(written, (typed) => {
        const label = labelOf(typed, 'a.wav', 'untitled');
        expect(labelOf(label, 'a.wav', 'untitled')).toBe(label);
      }),
      { numRuns: rounds(300, 10_000), examples: [['a\u200b\u0301'], [`${'a'.repeat(98)}ا\u200dاا`]] },
    );
  });

  test('is never shown as a mention, a link or markup', () => {
    const marks = fc.string({
      unit: fc.constantFrom(...'@<>#&!*_~`|[]()\\:/', 'everyone', '123', 'https'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(marks, (typed) => {
        // An escaped character separates the characters beside it.
        const shown = literal(typed).replace(/\\[^A-Za-z0-9\s]/g, '·');
        expect(shown).not.toMatch(/[@<>#*_~`|[\]()]|:\/\//);
      }),
      { numRuns: rounds(300, 10_000), examples: [[':/@/']] },
    );
  });
});

describe('tags', () => {
  /** Returns the tags in a text, or no tags if the text is rejected. */
  const parsedTags = (typed: string) => {
    try {
      return tagsOf(typed);
    } catch (error) {
      expect(error).toMatchObject({ kind: 'usage' });
      return [];
    }
  };

  test('are at most ten, without repetitions, of 1 to 30 characters', () => {
    expect(parsedTags('İ'.repeat(30))).toEqual([expect.stringMatching(/^.{1,30}$/s)]);
    fc.assert(
      fc.property(written, (typed) => {
        const tags = parsedTags(typed);
        expect(new Set(tags).size).toBe(tags.length);
        expect(tags.length).toBeLessThanOrEqual(MAX_TAGS);
        expect(tags.every((tag) => tag.length >= 1 && tag.length <= 30)).toBe(true);
      }),
      { numRuns: rounds(300, 10_000) },
    );
  });

  test('do not change if they are exported and imported again', () => {
    expect(parsedTags(parsedTags('## a').join())).toEqual(parsedTags('## a'));
    fc.assert(
      fc.property(written, (typed) => void expect(parsedTags(parsedTags(typed).join())).toEqual(parsedTags(typed))),
      { numRuns: rounds(300, 10_000) },
    );
  });

  test('are found by the text that they were made from, and fit into custom ids', () => {
    fc.assert(
      fc.property(
        written.filter((typed) => !/[,;]/.test(typed)),
        (typed) => {
          const tag = tagOf(typed);
          expect(parsedTags(typed)).toEqual(tag === null ? [] : [tag]);
          const source = { kind: 'sound', ref: 'f'.repeat(20) } as const;
          const numbers = {
            page: 99_999,
            size: 10,
            minScore: 100,
            levels: NORMAL,
            order: 'plain' as const,
            by: 'sound' as const,
            tuning: true,
          };
          const state = { source, ...numbers, author: String(2n ** 64n - 1n), tag, filter: 'loop', mix: [] };
          expect(encodeState('page', state).length).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: rounds(300, 10_000) },
    );
  });
});

describe('a file’s name', () => {
  test('is uploaded without a path and without control characters', () => {
    fc.assert(
      fc.property(anything, (fileName) => {
        expect(uploadName(fileName)).toMatch(/^[^.\s\p{Cc}\\/:*?"<>|][^\p{Cc}\\/:*?"<>|]{0,68}$/u);
      }),
    );
  });

  test('is uploaded with all its letters and digits, in any script', () => {
    const stem = fc
      .stringMatching(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,40}$/u)
      .filter((text) => text.normalize().length <= 60);
    fc.assert(
      fc.property(stem, (text) => {
        const lettersOf = (name: string) => name.normalize().replace(/[^\p{L}\p{N}]/gu, '');
        expect(lettersOf(uploadName(`${text}.wav`))).toBe(`${lettersOf(text)}wav`);
      }),
    );
  });

  test('is stored with one of the known extensions', () => {
    const name = fc.oneof(
      anything,
      fc.tuple(anything, fc.constantFrom('.MP3', '.wav/..', '.flac\0', '.')).map((all) => all.join('')),
    );
    fc.assert(fc.property(name, (fileName) => void expect(AUDIO_EXTENSIONS).toContain(audioExtension(fileName))));
  });
});
