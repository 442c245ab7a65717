import { describe, expect, test } from 'vitest';
import type { FilterProblem } from '../../src/filter/filter.ts';
import { formatFilter } from '../../src/filter/format-filter.ts';
import { parseFilter } from '../../src/filter/parse-filter.ts';

/** Returns a filter as the parser understood it, or what is wrong with it. */
function understood(text: string): string | FilterProblem {
  const parsed = parseFilter(text);
  return 'filter' in parsed ? formatFilter(parsed.filter) : parsed.problem;
}

describe('a filter is understood', () => {
  test.each([
    ['', ''],
    [
      'length<1 bright:high key:Am bpm:120..130 tag:kick -tag:808 by:@ada loop',
      'length<1 bright:high key:Am bpm:120..130 tag:kick -tag:808 by:ada loop',
    ],
    ['length < 500ms, loud >= -20lufs', 'length<0.5 loud>=-20'],
    ['BPM: 130-120', 'bpm:120..130'],
    ['tempo=120', 'bpm:120'],
    ['pitch:a4 note:Bb3 pitch>1.5kHz', 'pitch:A4 pitch:A#3 pitch>1500'],
    ['key:bbm|"C major"|none', 'key:A#m|C|none'],
    ['oneshot|loop', { code: 'filterUnknown' }],
    ['kind:oneshot|loop -voice clipped:no', 'kind:one-shot|loop -voice clipped:no'],
    ['tag:“hi hat”', 'tag:"hi hat"'],
    ['by:<@123>', 'by:123'],
    ['noisy>50% punch:mid', 'noisy>0.5 punch:mid'],
    ['loop sort:-length', 'loop sort:-length'],
    ['ｂｐｍ：１２０', 'bpm:120'],
    ['length≤1,5', 'length<=1.5'],
  ])('%j', (text, expected) => {
    if (typeof expected === 'string') expect(understood(text)).toBe(expected);
    else expect(understood(text)).toMatchObject(expected);
  });
});

describe('what is wrong is named, with its place and a remedy', () => {
  test.each([
    ['loop lenght<1', { code: 'filterUnknown', part: 'lenght<1', at: 6, near: ['length'] }],
    ['lop', { code: 'filterUnknown', part: 'lop', at: 1, near: ['loop'] }],
    ['bpm:fast', { code: 'filterValue', part: 'bpm:fast', at: 1, examples: ['bpm:120', 'bpm:120..130', 'bpm:none'] }],
    ['bpm', { code: 'filterValue', part: 'bpm', at: 1 }],
    ['tag:', { code: 'filterValue', part: 'tag:' }],
    ['key<Am', { code: 'filterValue', part: 'key<Am' }],
    ['peak:high', { code: 'filterValue', part: 'peak:high' }],
    ['loop tag:"hi hat', { code: 'filterQuote', part: 'tag:"hi hat', at: 6 }],
    ['loop & voice', { code: 'filterUnknown', part: '&', at: 6 }],
    ['sort:tag', { code: 'filterValue', part: 'sort:tag' }],
  ])('%j', (text, problem) => {
    expect(understood(text)).toMatchObject(problem);
  });
});
