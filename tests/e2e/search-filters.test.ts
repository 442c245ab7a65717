import { expect } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { answer } from './reply.ts';
import { addedBy, storeSound } from './store-sound.ts';
import { test } from './test.ts';

test('a filter without hits says so, and a button searches without it', async ({ guild, ada }) => {
  await storeSound(guild, { label: 'door', addedBy: addedBy(ada), tags: ['wood'] });
  await storeSound(guild, { label: 'bell', addedBy: addedBy(ada) });
  await guild.change({ ...DEFAULT_SETTINGS });
  const none = await answer(ada.slash('search', { sound: 'bell', tag: 'metal' }));
  expect(none.description).toBe('No sound here passes these filters.\nOnly sounds tagged metal.');
  const all = await answer(
    ada.click(none, 'Search without filters'),
    ({ description }) => !/filters/.test(description),
  );
  expect(all.labels()).toEqual(['door']);
});
