import { ComponentType } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedParts, MAX_PARTS, type MixPart, withPart } from '../../../src/commands/search/mix-parts.ts';
import { mixMenu } from '../../../src/commands/search/mix-view.ts';
import { QUALITIES } from '../../../src/engine/mix.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((text) => text.length <= 80);
const part: fc.Arbitrary<MixPart> = fc.oneof(
  fc.record({
    role: fc.constantFrom('like', 'unlike'),
    quality: fc.constantFrom(null, ...QUALITIES),
    kind: fc.constant('sound'),
    ref: fc.stringMatching(/^[0-9a-z]{20}$/),
  }),
  fc.record({
    role: fc.constantFrom('like', 'unlike'),
    quality: fc.constant(null),
    kind: fc.constant('text'),
    ref: texts,
  }),
);
const parts = fc.uniqueArray(part, { maxLength: MAX_PARTS, selector: ({ kind, ref }) => kind + ref });
const matches = Array.from({ length: 10 }, (_, i) => ({ sound: storedSound({ id: `sound${i}` }), rank: i + 1 }));
const menuOf = (mixed: readonly MixPart[]) =>
  mixMenu(
    'id',
    mixed.map((each) => ({ ...each, name: 'name' })),
    matches,
    messagesFor('en-US'),
  );

test('the menu of any mix meets the limits of Discord, and each of its options can be chosen', () => {
  fc.assert(
    fc.property(parts, (mixed) => {
      const { options, type } = menuOf(mixed);
      expect(type).toBe(ComponentType.StringSelect);
      expect(options.length).toBeLessThanOrEqual(25);
      expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
      for (const { value, label } of options) {
        expect(value.length).toBeLessThanOrEqual(100);
        expect(label.length).toBeLessThanOrEqual(100);
        expect(changedParts(mixed, value)).not.toEqual(mixed);
      }
    }),
  );
});

test('a sound that is chosen again changes its role, and the oldest part makes room for a new one', () => {
  const sound = (ref: string, role: MixPart['role'] = 'like'): MixPart => ({ role, quality: null, kind: 'sound', ref });
  const mixed = [sound('a'), sound('b'), sound('c')];
  expect(changedParts(mixed, 'unlike:b')).toEqual([sound('a'), sound('c'), sound('b', 'unlike')]);
  expect(withPart(mixed, sound('d'))).toEqual([sound('b'), sound('c'), sound('d')]);
});

test('a value that no option has is rejected', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      fc.pre(!/^(like|unlike|drop|all|tone|rhythm|tune):/.test(value));
      expect(() => changedParts([], value)).toThrow('These results are too old');
    }),
  );
});
