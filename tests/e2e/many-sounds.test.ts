import { describe, expect, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Sound } from '../../src/storage/library.ts';
import { press } from './forge.ts';
import { controlled, refusal, said } from './reply.ts';
import { addedBy, storeSound } from './store-sound.ts';
import { test } from './test.ts';

describe('many sounds at once', () => {
  test.beforeEach(async ({ guild, dan, ben }) => {
    for (const label of ['kick low', 'kick high'])
      await storeSound(guild, { label, tags: ['drum'], addedBy: addedBy(dan, 'Dan') });
    await storeSound(guild, { label: 'kick of ben', tags: ['drum'], addedBy: addedBy(ben, 'Ben') });
    await storeSound(guild, { label: 'choir', addedBy: addedBy(dan, 'Dan') });
  });

  test('are removed after a question that counts and names them', async ({ world, guild, dan, ben }) => {
    const asked = await controlled(dan.slash('remove-many', { tag: 'drum' }));
    expect([asked.isPrivate, asked.title]).toEqual([true, 'Remove 2 sounds? This can’t be undone.']);
    expect(asked.description.split('\n')).toEqual([
      '• kick low',
      '• kick high',
      '1 more sound matches, but you may not change it, so it stays as it is.',
    ]);
    expect(await guild.sounds()).toHaveLength(4);
    expect((await said(dan.click(asked, 'Remove 2 sounds'), /^🗑️/)).content).toBe('🗑️ Removed 2 sounds.');
    expect(await guild.labels()).toEqual(['kick of ben', 'choir']);
    // A second press changes nothing.
    expect(await refusal(await press(world, dan, asked.button('Remove 2 sounds')))).toMatch(
      /too old, or was answered already/,
    );
    expect(await refusal(ben.slash('remove-many', { name: 'choir' }))).toBe(
      '1 sound matches, but you may not change it.',
    );
  });

  test('are edited after a question that says what changes', async ({ guild, cleo }) => {
    const change = { name: 'KICK', add_tags: 'Loud', remove_tags: 'drum' };
    const asked = await controlled(cleo.slash('edit-many', change));
    expect(asked.title).toBe('Change the tags of 3 sounds?');
    expect(asked.description).toMatch(/\n🔎 Only sounds whose name contains “KICK”\n➕ Add: loud\n➖ Remove: drum$/);
    await said(cleo.click(asked, 'Change 3 sounds'), /^✏️ Changed the tags of 3 sounds\.$/);
    expect((await guild.sounds()).map(({ tags }) => tags)).toEqual([['loud'], ['loud'], ['loud'], []]);
    expect(await refusal(cleo.slash('edit-many', change))).toMatch(/^Nothing to change/);
  });

  test('are removed by the author of the messages that they came from', async ({ guild, dan, ben }) => {
    await storeSound(guild, { label: 'song', addedBy: addedBy(dan, 'Dan'), messageAuthorId: ben.user.id });
    const asked = await controlled(ben.slash('remove-many', { name: 'song' }));
    await said(ben.click(asked, 'Remove 1 sound'), /^🗑️ Removed 1 sound\.$/);
    expect(await guild.labels()).not.toContain('song');
  });

  test.for([
    [{}, /^Say which sounds/],
    [{ name: 'nothing like it' }, /^No sound here matches/],
    [{ tag: 'nothing' }, /^No sound here matches/],
  ] as const)('are chosen by at least one option that fits: %o', async ([options, text], { dan }) => {
    expect(await refusal(dan.slash('remove-many', options))).toMatch(text);
  });

  test('are at most 500, and the error says how to choose fewer', async ({ guild, dan }) => {
    const library = await guild.library();
    const list = library.list();
    const many = Array.from({ length: 501 }, (_, index) => ({ ...list[0], id: `x${index}` }) as Sound);
    vi.spyOn(library, 'list').mockReturnValueOnce(many);
    expect(await refusal(dan.slash('remove-many', { tag: 'drum' }))).toMatch(
      /^That is 501, and I can change at most 500/,
    );
  });

  test('need tags to add or remove, and get no more than ten', async ({ guild, dan }) => {
    expect(await refusal(dan.slash('edit-many', { tag: 'drum' }))).toBe('Say which tags to add or to remove.');
    await storeSound(guild, { label: 'kick full', tags: [...'abcdefghij'], addedBy: addedBy(dan, 'Dan') });
    const asked = await controlled(dan.slash('edit-many', { name: 'kick', author: dan.user.id, add_tags: 'k' }));
    expect(asked.title).toBe('Change the tags of 2 sounds?');
    expect(asked.description).toMatch(/1 more sound matches, but would have more tags than the 10 allowed/);
    expect(await refusal(dan.slash('edit-many', { name: 'full', add_tags: 'k' }))).toMatch(
      /^With these tags, each of these sounds would have too many \(at most 10\)/,
    );
  });

  test('keep what the rules of the server forbid by the time of the answer', async ({ guild, cleo }) => {
    const asked = await controlled(cleo.slash('remove-many', { tag: 'drum' }));
    const [sound] = await guild.sounds();
    await (await guild.library()).change((writer) => writer.remove([sound?.id ?? '']));
    expect((await said(cleo.click(asked, 'Remove 3 sounds'), /^🗑️/)).content).toBe('🗑️ Removed 2 sounds.');
  });

  test('that a full disk left unchanged are counted, and what was done is told as done', async ({ guild, dan }) => {
    const asked = await controlled(dan.slash('edit-many', { tag: 'drum', add_tags: 'loud' }));
    const library = await guild.library();
    const { change } = library;
    const full = vi.fn().mockRejectedValue(new UserError({ code: 'diskFull' }));
    vi.spyOn(library, 'change')
      .mockImplementationOnce((task) => change(task))
      .mockImplementationOnce((task) => change((writer) => task({ ...writer, edit: full })));
    const { content } = await said(dan.click(asked, 'Change 2 sounds'), /^✏️/);
    expect(content).toMatch(/^✏️ Changed the tags of 1 sound\. 1 sound is left unchanged: The bot’s disk is full/);
    expect((await guild.sounds()).filter(({ tags }) => tags.includes('loud'))).toHaveLength(1);
  });
});
