import { MessageFlags } from 'discord.js';
import { describe, expect } from 'vitest';
import type { StoredRelation } from '../../src/storage/library.ts';
import { descriptorsOf } from '../storage/helpers/sounds.ts';
import { choose, press } from './forge.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { addedBy, storeSound } from './store-sound.ts';
import { test } from './test.ts';

describe('/info', () => {
  test('plays, finds similar sounds, edits and removes', async ({ guild, ada }) => {
    await storeSound(guild, { label: 'door', addedBy: addedBy(ada), tags: ['wood'] });
    await storeSound(guild, { label: 'bell', addedBy: addedBy(ada) });
    const shown = await controlled(ada.slash('info', { sound: 'door' }));
    // The member sees the card and the button that posts the sound already, so the voice message comes alone.
    // The second press finds the copy ready, so that the answer is never too slow to be a voice message.
    const press = async () => {
      const pressed = ada.click(shown, 'Play');
      await expect.poll(() => pressed.original?.attachments.length).toBe(1);
      return pressed;
    };
    await press();
    const pressed = await press();
    expect(pressed.original?.flags).toBe(MessageFlags.Ephemeral | MessageFlags.IsVoiceMessage);
    await said(ada.click(shown, 'Post here'), /^Posted\.$/);
    expect(ada.messages().map(({ content }) => content)).toContain('🔊 Ada plays **door**');
    expect(pressed.followUps).toEqual([]);
    expect((await answer(ada.click(shown, 'Find similar'))).title).toBe('🔎 Sounds like “door”');
    const opened = ada.click(shown, 'Edit');
    expect(JSON.stringify(await opened.modal())).toContain('"value":"wood"');
    expect((await answer(ada.submit(opened, { label: 'old door', tags: 'Oak, wood' }))).content).toBe('✏️ Changed.');
    expect((await guild.sounds())[0]).toMatchObject({ label: 'old door', tags: ['oak', 'wood'] });
    const asked = await said(ada.click(shown, 'Remove'), /^Remove \*\*old door\*\*\?/);
    await said(ada.click(asked, 'Remove'), /^🗑️/);
    expect(await guild.labels()).toEqual(['bell']);
    expect(await refusal(ada.click(shown, 'Play'))).toMatch(/no longer in the library/);
  });

  test('says what a sound is in a few words, and its figures on demand', async ({ guild, ada, ben }) => {
    const hit = descriptorsOf({
      kind: 'one-shot',
      centroidHz: 4000,
      flatness: 0.5,
      pitchHz: 440,
      tempoBpm: null,
      key: null,
    });
    await storeSound(guild, { label: 'clap', descriptors: hit });
    await storeSound(guild, { label: 'old', descriptors: null });
    const shown = await controlled(ada.slash('info', { sound: 'clap' }));
    expect(shown.description).toBe('bright, noisy hit · 1.50 s · -14 LUFS · pitch A4');
    const figures = await answer(ada.click(shown, 'Figures'));
    expect(figures.isPrivate).toBe(true);
    expect(figures.description).toContain('`bright` brightness in hertz: **4,000**');
    expect((await controlled(ben.slash('info', { sound: 'old' }))).description).toBe('Not measured yet.');
  });

  test('lets a member edit a sound with as many and as long tags as a sound can have', async ({ guild, ada }) => {
    const tags = [...'abcdefghij'].map((letter) => letter.repeat(30));
    await storeSound(guild, { label: 'door', addedBy: addedBy(ada), tags });
    const opened = ada.click(await controlled(ada.slash('info', { sound: 'door' })), 'Edit');
    const [, maxLength] = /"max_length":(\d+),"value":"a{30}, /.exec(JSON.stringify(await opened.modal())) ?? [];
    expect(Number(maxLength)).toBeGreaterThanOrEqual(tags.join(', ').length);
    await said(ada.submit(opened, { label: 'gate', tags: tags.join(', ') }), /^✏️/);
    expect(await guild.sounds()).toMatchObject([{ label: 'gate', tags }]);
  });

  test('offers changes only to members who may make them, and checks again', async ({ world, guild, ada, ben }) => {
    const { id } = await storeSound(guild, { label: 'door', addedBy: addedBy(ada) });
    const shown = await controlled(ben.slash('info', { sound: 'door' }));
    expect(() => shown.button('Remove')).toThrow('no button');
    for (const action of ['edit', 'remove'])
      expect(await refusal(await press(world, ben, `info:${action}:${id}`))).toMatch(/^Ada added that sound/);
    expect(await refusal(await press(world, ben, `info:dance:${id}`))).toMatch(/no longer works/);
  });
});

test('/duplicates shows scores, plays and removes, with the permissions of /remove', async ({
  world,
  guild,
  ada,
  ben,
}) => {
  const first = await storeSound(guild, { label: 'take 1', addedBy: addedBy(ada) });
  const same = (id: string): StoredRelation => ({ kind: 'same recording', id });
  await storeSound(guild, { label: 'take 2', addedBy: addedBy(ben, 'Ben'), found: [same(first.id)] });
  const found = await controlled(ben.slash('duplicates'));
  expect(found.description).toMatch(/^\*\*1\.\*\* \*\*take 1\*\* is the same recording as \*\*take 2\*\* · \d+%$/);
  expect((await answer(ben.select(...found.option(/Play/, 0)))).title).toBe('🔊 take 1');
  expect(found.menu(/Remove/).options.map(({ label }) => label)).toEqual(['take 2']);
  expect(await refusal(await choose(world, ben, 'duplicates:remove', [first.id]))).toMatch(/^Ada added that sound/);
  const asked = await said(ben.select(...found.option(/Remove/, 0)), /^Remove \*\*take 2\*\*\?/);
  await said(ben.click(asked, 'Remove'), /^🗑️ Removed \*\*take 2\*\*/);
  expect(await guild.labels()).toEqual(['take 1']);
});

test('/duplicates has pages of ten relations', async ({ guild, ada }) => {
  for (let index = 0; index < 11; index++) {
    const { id } = await storeSound(guild, { label: `a${index}`, addedBy: addedBy(ada) });
    await storeSound(guild, { label: `b${index}`, addedBy: addedBy(ada), found: [{ kind: 'same recording', id }] });
  }
  const found = await controlled(ada.slash('duplicates'));
  expect([found.description.split('\n').length, found.footer]).toEqual([10, expect.stringMatching(/^Page 1 of 2\./)]);
  const next = await answer(ada.click(found, '▶'), ({ footer }) => footer.startsWith('Page 2'));
  expect(next.description).toMatch(/^\*\*11\.\*\* \*\*a10\*\*/);
});
