import { expect } from 'vitest';
import { answer, controlled, said } from './reply.ts';
import { addedBy, storeSound } from './store-sound.ts';
import { test } from './test.ts';

test('favorites are a member’s own, survive a restart, and are erased by /forget', async ({
  world,
  guild,
  ada,
  ben,
}) => {
  await storeSound(guild, { label: 'door', addedBy: addedBy(ada) });
  await storeSound(guild, { label: 'bell', addedBy: addedBy(ada) });
  const card = await controlled(ben.slash('info', { sound: 'door' }));
  const favored = await controlled(ben.click(card, 'Add to favorites'), /"label":"Favorite"/);
  await world.restart();
  const list = await answer(ben.slash('list', { filter: 'fav' }));
  expect(list.description).toContain('door');
  expect(list.description).not.toContain('bell');
  // Ada sees neither the favorite nor that there is one.
  await said(ada.slash('list', { filter: 'fav' }), /fav/);
  expect((await controlled(ada.slash('info', { sound: 'door' }))).button('Add to favorites')).toMatch(/^info:fav:/);
  await controlled(ben.click(favored, 'Favorite'), /"label":"Add to favorites"/);
  expect((await guild.sounds()).map(({ favoredBy }) => favoredBy)).toEqual([[], []]);

  await controlled(ben.click(card, 'Add to favorites'), /"label":"Favorite"/);
  const asked = await said(ben.slash('forget'), /^You added 0 sounds here/);
  await said(ben.click(asked, 'Erase everything'), /^🧹/);
  expect((await guild.sounds()).map(({ favoredBy }) => favoredBy)).toEqual([[], []]);
});

test('a removal that is undone does not restore a favorite that was erased', async ({ guild, ada, ben }) => {
  await storeSound(guild, { label: 'door', addedBy: addedBy(ada) });
  const card = await controlled(ben.slash('info', { sound: 'door' }));
  await controlled(ben.click(card, 'Add to favorites'), /"label":"Favorite"/);
  const asked = await said(ben.slash('forget'), /^You added 0 sounds here/);
  const removing = await controlled(ada.slash('remove', { sound: 'door' }));
  const removed = await said(ada.click(removing, 'Remove'), /^🗑️/);
  await said(ben.click(asked, 'Erase everything'), /^🧹/);
  await said(ada.click(removed, 'Put it back'), /door/);
  await expect.poll(async () => (await guild.sounds()).map(({ favoredBy }) => favoredBy)).toEqual([[]]);
});
