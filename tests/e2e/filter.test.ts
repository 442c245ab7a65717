import { describe, expect } from 'vitest';
import { descriptorsOf } from '../storage/helpers/sounds.ts';
import { answer, controlled, refusal } from './reply.ts';
import { storeSound } from './store-sound.ts';
import { test as inGuild } from './test.ts';

const test = inGuild.extend('stocked', { auto: true }, async ({ guild }) => {
  const hit = { kind: 'one-shot', tempoBpm: null, key: null } as const;
  await storeSound(guild, { label: 'boom', tags: ['kick'], descriptors: descriptorsOf({ ...hit, centroidHz: 300 }) });
  await storeSound(guild, { label: 'tick', tags: ['hat'], descriptors: descriptorsOf({ ...hit, centroidHz: 8000 }) });
  for (let i = 0; i < 12; i++)
    await storeSound(guild, { label: `loop ${i}`, descriptors: descriptorsOf({ tempoBpm: 100 + i }) });
  await storeSound(guild, { label: 'old', descriptors: null });
});

describe('a filter', () => {
  test('applies to /list and to its further pages, and can sort', async ({ ada }) => {
    const first = await answer(ada.slash('list', { filter: 'loop sort:-bpm' }));
    expect(first.footer).toBe('12 sounds · page 1 of 2');
    expect(first.description).toMatch(/^\*\*1\.\*\* loop 11/);
    expect(first.description).toContain('1 sound not measured yet, so this filter leaves them out.');
    const second = await answer(ada.click(first, '▶'), ({ footer }) => footer.endsWith('page 2 of 2'));
    expect(second.description).toMatch(/^\*\*11\.\*\* loop 1 .*\n\*\*12\.\*\* loop 0/);
  });

  test('applies to /search and to its further pages', async ({ ada }) => {
    const first = await answer(ada.slash('search', { sound: 'boom', filter: 'bpm<106', top: 4 }));
    expect(first.labels()).toHaveLength(4);
    const second = await answer(ada.click(first, '▶'), ({ labels }) => labels().length === 2);
    expect([...first.labels(), ...second.labels()].sort()).toEqual([0, 1, 2, 3, 4, 5].map((i) => `loop ${i}`));
  });

  test('that leaves nothing says which part excludes everything, and a button searches without it', async ({ ada }) => {
    expect(await refusal(ada.slash('list', { filter: 'tag:kick bright:high' }))).toBe(
      'No sound here fits the whole filter. Without “tag:kick”, 13 sounds would be left.',
    );
    const none = await answer(ada.slash('search', { sound: 'boom', filter: 'bpm:60' }));
    expect(none.description).toContain('No sound here fits “bpm:60”. Leave it out of the filter.');
    const all = await answer(ada.click(none, 'Search without filters'), ({ labels }) => labels().length > 0);
    expect(all.description).not.toContain('bpm');
  });

  test('limits what /random picks', async ({ ada }) => {
    const shown = await controlled(ada.slash('random', { filter: 'bright:high -loop' }));
    expect(shown.title).toBe('🔊 tick');
    expect(await refusal(ada.slash('random', { filter: 'texture' }))).toBe(
      'No sound here fits “texture”. Leave it out of the filter.',
    );
  });

  test('that is wrong is explained', async ({ ada }) => {
    expect(await refusal(ada.slash('list', { filter: 'loop lenght<1' }))).toBe(
      'I don’t know “lenght\\<1” (character 6 of the filter). Did you mean `length`?',
    );
    expect(await refusal(ada.slash('map', { filter: 'bpm:fast' }))).toBe(
      'I can’t filter by “bpm:fast” (character 1 of the filter). Write it like `bpm:120`, `bpm:120..130`, or `bpm:none`.',
    );
  });

  test('is built step by step by suggestions, which say how many sounds are left', async ({ ada }) => {
    const suggested = async (typed: string) => {
      const choices = await ada.autocomplete('list', 'filter', typed).choices();
      return choices.map(({ name }: { name: string }) => name);
    };
    expect(await suggested('')).toContain('length: · length in seconds');
    expect(await suggested('bri')).toEqual(['bright: · brightness in hertz']);
    expect(await suggested('bright:')).toContain('bright:high · brightness in hertz · 13 sounds');
    expect(await suggested('bright:high tag:')).toContain('bright:high tag:hat · has this tag · 1 sound');
  });
});
