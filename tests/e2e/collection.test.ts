import { expect } from 'vitest';
import { answer, pictured, refusal, said } from './reply.ts';
import { addedBy, storeSound } from './store-sound.ts';
import { test } from './test.ts';

test('a collection is filled by sounds and filters, shown with a cover, played and deleted', async ({
  world,
  guild,
  ada,
  ben,
}) => {
  await storeSound(guild, { label: 'door', tags: ['wood'], addedBy: addedBy(ada) });
  await storeSound(guild, { label: 'box', tags: ['wood'], addedBy: addedBy(ada) });
  await storeSound(guild, { label: 'bell', addedBy: addedBy(ben) });
  await said(ben.slash('collection add', { collection: 'Best *of*', sound: 'bell' }), /^📁 1 sound added to/);
  await said(ada.slash('collection add', { collection: 'best *OF*', filter: 'tag:wood' }), /^📁 2 sounds added/);
  await world.restart();
  const shown = await pictured(ben.slash('collection show', { collection: 'Best *of*' }));
  expect(shown.title).toBe('📁 Best \\*of\\*');
  for (const label of ['door', 'box', 'bell']) expect(shown.description).toContain(label);
  const played = await answer(ben.select(...shown.choice('bell')));
  expect(played.title).toContain('bell');
  expect((await answer(ada.slash('list', { filter: 'in:"best *of*" tag:wood' }))).description).not.toContain('bell');

  // As with other changes of a sound, those of others may not be taken out.
  expect(await refusal(ben.slash('collection remove', { collection: 'Best *of*', sound: 'box' }))).toMatch(
    /^Ada added/,
  );
  await said(ada.slash('collection remove', { collection: 'Best *of*', sound: 'box' }), /^📁 1 sound taken out/);
  expect(await refusal(ben.slash('collection delete', { collection: 'Best *of*' }))).toMatch(/^Ada added/);
  await said(ada.slash('collection rename', { collection: 'Best *of*', to: 'Gems' }), /is now called \*\*Gems/);
  expect(await refusal(ada.slash('collection show', { collection: 'gem' }))).toMatch(/Did you mean “Gems”/);
  expect((await answer(ada.slash('collection list'))).description).toBe('**Gems** · 2 sounds');
  await said(ada.slash('collection delete', { collection: 'Gems' }), /is deleted/);
  expect((await guild.sounds()).map(({ collections }) => collections)).toEqual([[], [], []]);
  // Plays are stored after a minute, and when the bot stops.
  await world.restart();
  expect((await guild.sounds()).map(({ plays }) => plays)).toEqual([0, 0, 1]);
});

test('no sound is added to a collection if one of them is in too many', async ({ guild, ada }) => {
  const collections = Array.from({ length: 20 }, (_, index) => `collection ${index}`);
  await storeSound(guild, { label: 'door', tags: ['wood'], addedBy: addedBy(ada) });
  await storeSound(guild, { label: 'box', tags: ['wood'], addedBy: addedBy(ada), collections });
  const added = ada.slash('collection add', { collection: 'Best', filter: 'tag:wood' });
  expect(await refusal(added)).toContain('box');
  expect((await guild.sounds()).map((sound) => sound.collections)).toEqual([[], collections]);
});

test('a path is a chain of sounds from one sound to another, which can be played', async ({ guild, ada }) => {
  for (const label of ['door', 'box', 'bell']) await storeSound(guild, { label, addedBy: addedBy(ada) });
  const shown = await pictured(ada.slash('path', { from: 'door', to: 'bell', steps: 1 }));
  expect(shown.title).toBe('🧭 From door to bell');
  expect(shown.description.match(/door|box|bell/g)).toEqual(['door', 'box', 'bell']);
  expect((await answer(ada.select(...shown.choice('box')))).title).toContain('box');
  expect(await refusal(ada.slash('path', { from: 'door', to: 'door' }))).toMatch(/^Choose two different/);
});
