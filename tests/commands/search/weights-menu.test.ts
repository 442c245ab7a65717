import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosenLevels, weightChanges, weightsMenu } from '../../../src/commands/search/weights-menu.ts';
import { BLOCK_NAMES } from '../../../src/engine/embedding.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import { LEVELS, type Levels, NORMAL } from '../../../src/storage/settings.ts';

const level = fc.constantFrom(...LEVELS);
const levels: fc.Arbitrary<Levels> = fc.record({
  clap: level,
  mfcc: level,
  chroma: level,
  contrast: level,
  rhythm: level,
  zcr: level,
  rms: level,
});
const LOCALES = ['en-US', 'de', 'fr', 'es-ES', 'ja'];
const english = messagesFor('en-US');

describe('the menu of weights', () => {
  test('fits the limits of Discord in every language, whatever the levels', () => {
    fc.assert(
      fc.property(levels, levels, fc.boolean(), fc.constantFrom(...LOCALES), (now, usual, clap, locale) => {
        const { options, placeholder = '' } = weightsMenu('id', { levels: now, usual, clap }, messagesFor(locale));
        expect(options.length).toBeLessThanOrEqual(25);
        expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
        expect(options.filter((option) => option.default).length).toBeLessThanOrEqual(1);
        expect(placeholder.length).toBeLessThanOrEqual(150);
        for (const { label, description = '' } of options) {
          expect(label.length).toBeLessThanOrEqual(100);
          expect(description.length).toBeGreaterThan(0);
          expect(description.length).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test('changes the levels with each choice, except with the one that it shows as chosen', () => {
    fc.assert(
      fc.property(levels, levels, (now, usual) => {
        for (const { value, default: isShown = false } of weightsMenu('id', { levels: now, usual, clap: true }, english)
          .options) {
          const after = chosenLevels(value, now, usual);
          expect(BLOCK_NAMES.every((block) => after[block] === now[block])).toBe(isShown);
        }
      }),
    );
  });

  test('shows one choice as chosen in a server that usually counts one feature only', () => {
    const usual = chosenLevels('only:rhythm', NORMAL, NORMAL);
    const { options } = weightsMenu('id', { levels: usual, usual, clap: true }, english);
    expect(options.filter((option) => option.default).map(({ value }) => value)).toEqual(['reset']);
  });

  test('offers nothing about meaning without CLAP', () => {
    const { options } = weightsMenu('id', { levels: NORMAL, usual: NORMAL, clap: false }, english);
    expect(options.map(({ label }) => label)).not.toContain('Only Meaning');
  });

  test('does not offer to leave out the only feature that counts', () => {
    const only = chosenLevels('only:rhythm', NORMAL, NORMAL);
    const { options } = weightsMenu('id', { levels: only, usual: NORMAL, clap: true }, english);
    expect(options.map(({ label }) => label)).not.toContain('Without Rhythm / Tempo');
    expect(options.find((option) => option.default)?.label).toBe('Only Rhythm / Tempo');
  });
});

describe('a choice', () => {
  test('of only one feature switches all others off', () => {
    const only = chosenLevels('only:rhythm', { ...NORMAL, zcr: 'more' }, NORMAL);
    expect(BLOCK_NAMES.filter((block) => only[block] !== 'off')).toEqual(['rhythm']);
    expect(weightChanges(only, NORMAL, english)).toBe('Only Rhythm / Tempo');
  });

  test('of more or less of a feature is added to earlier choices, and can be reset', () => {
    const more = chosenLevels('more:chroma', chosenLevels('off:rms', NORMAL, NORMAL), NORMAL);
    expect(weightChanges(more, NORMAL, english)).toBe('More Tune / Melody · Without Loudness / Dynamics');
    expect(chosenLevels('reset', more, NORMAL)).toEqual(NORMAL);
  });

  test('that no menu has is rejected', () => {
    for (const value of ['', 'only', 'only:x', 'x:rhythm', 'reset:rhythm', 'more:rhythm:'])
      expect(() => chosenLevels(value, NORMAL, NORMAL)).toThrow(/too old/);
  });
});
