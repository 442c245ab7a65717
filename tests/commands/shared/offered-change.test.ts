import { describe, expect, test } from 'vitest';
import { offeredChange, offeredText } from '../../../src/commands/shared/offered-change.ts';
import type { FileMetadata } from '../../../src/engine/index.ts';
import { ENGLISH } from '../../../src/i18n/index.ts';
import type { Sound } from '../../../src/storage/library.ts';
import { storedSound } from '../../helpers/stored-sound.ts';
import { descriptorsOf } from '../../storage/helpers/sounds.ts';

const NOTHING: FileMetadata = {
  ...{ title: null, artist: null, keywords: [], rights: [], website: null },
  ...{ tempoBpm: null, key: null, root: null, isLoop: false },
};
const offer = (sound: Partial<Sound>, metadata: Partial<FileMetadata>) =>
  offeredChange(storedSound(sound), { ...NOTHING, ...metadata }, ENGLISH);

describe('what a file says about its sound is offered', () => {
  test('as a label, unless a member typed one, or it is a placeholder', () => {
    expect(offer({}, { title: 'Amen', artist: 'The Winstons' })).toEqual({ label: 'The Winstons – Amen' });
    expect(offer({}, { title: 'Ada: bells', artist: 'Ada' })).toEqual({ label: 'Ada: bells' });
    expect(offer({ label: 'my bell' }, { title: 'Amen' })).toBeNull();
    expect(offer({}, { title: 'Track 01', artist: 'Unknown' })).toBeNull();
    expect(offer({}, { title: 'x'.repeat(300), artist: 'y'.repeat(300) })?.label).toHaveLength(100);
  });

  test('as tags besides those of the sound, ten at most', () => {
    expect(offer({ tags: ['door'] }, { keywords: ['#Door', 'Wood'], isLoop: true })).toEqual({
      tags: ['door', 'wood', 'loop'],
    });
    expect(offer({}, { keywords: Array.from({ length: 20 }, (_, i) => `genre ${i}`) })?.tags).toHaveLength(10);
  });

  test('as a known license and a link of the web', () => {
    const rights = ['© Ada. Licensed under https://creativecommons.org/licenses/by/4.0/ .'];
    expect(offer({}, { rights, website: 'https://example.org' })).toEqual({
      license: 'CC-BY-4.0',
      source: 'https://example.org/',
    });
    expect(offer({}, { rights: ['all rights reserved'], website: 'javascript:alert(1)' })).toBeNull();
    expect(offer({ license: 'CC0-1.0' }, { rights })).toBeNull();
  });

  test('as tempo and key, except of a hit', () => {
    const loop = descriptorsOf({ kind: 'loop', tempoBpm: 196, key: 'C minor' });
    expect(offer({ descriptors: loop }, { tempoBpm: 98, key: '8A' })).toEqual({
      stated: { tempoBpm: 98, key: 'A minor' },
    });
    // A root note has no mode, so that the measured one counts.
    expect(offer({ descriptors: loop }, { root: 2 })).toEqual({ stated: { tempoBpm: null, key: 'D minor' } });
    expect(offer({ descriptors: loop }, { tempoBpm: 196, key: 'Cm' })).toBeNull();
    expect(offer({ descriptors: descriptorsOf({ kind: 'one-shot' }) }, { tempoBpm: 98 })).toBeNull();
  });

  test('in words, without markup or mentions from the file', () => {
    const change = offer(
      { descriptors: descriptorsOf({ kind: 'loop', tempoBpm: null, key: null }) },
      { title: '@everyone **x**\u202e', keywords: ['a`b'], rights: ['CC0-1.0'], tempoBpm: 98, key: 'Am' },
    );
    expect(offeredText(change ?? {}, ENGLISH)).toBe(
      '**\\@everyone \\*\\*x\\*\\*** · tags: a\\`b · CC0 1.0 · 98 BPM · key Am',
    );
  });
});
