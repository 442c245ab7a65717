import { describe, expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { add, addFromMessage } from './add.ts';
import { openWorkshop } from './guild.ts';
import { answer, refusal, said } from './reply.ts';
import { test as base } from './test.ts';

/** A server in which only members with the role Librarian see the channel `staff`. */
const test = base
  .extend('staffGuild', ({ world }) =>
    openWorkshop(world, {
      channels: [
        { name: 'sounds' },
        {
          name: 'staff',
          overwrites: [
            { for: 'everyone', deny: ['ViewChannel'] },
            { for: 'Librarian', allow: ['ViewChannel'] },
            { for: 'bot', allow: ['ViewChannel'] },
          ],
        },
      ],
    }),
  )
  .extend('inStaff', ({ staffGuild }) => staffGuild.member('cleo').in('staff'));

describe('adding from a channel that not everyone can see', () => {
  test('is confirmed once for the channel, and then goes on', async ({ world, staffGuild, inStaff }) => {
    const asked = await said(add(inStaff, 'secret', toneFile(440, 1)), /^🔒 Not everyone can see this channel/);
    expect([asked.isPrivate, await staffGuild.labels()]).toEqual([true, []]);
    await world.restart();
    const added = await answer(inStaff.click(asked, 'Add for everyone'));
    expect([added.title, added.isPrivate, added.files]).toEqual(['✅ Added', false, ['tone.wav']]);
    await world.restart();
    expect((await answer(add(inStaff, 'second', toneFile(600, 2)))).title).toBe('✅ Added');
    expect(await staffGuild.labels()).toEqual(['secret', 'second']);
    expect(await refusal(inStaff.click(asked, 'Add for everyone'))).toMatch(/too old/);
  });

  test('adds nothing if the member refuses', async ({ staffGuild, inStaff }) => {
    const asked = await said(add(inStaff, 'secret'), /^🔒/);
    await said(inStaff.click(asked, 'Don’t add'), /^Left out/);
    expect(await staffGuild.labels()).toEqual([]);
    await said(add(inStaff, 'secret'), /^🔒/);
  });

  test('asks too if the file is in a message, and answers privately', async ({ staffGuild, inStaff }) => {
    const message = inStaff.post('listen!', [inStaff.upload('memo.wav', toneFile(440, 1))]);
    const asked = await said(await addFromMessage(inStaff, message, { label: 'note' }), /^🔒/);
    const added = await answer(inStaff.click(asked, 'Add for everyone'));
    expect([added.title, added.isPrivate]).toEqual(['✅ Added', true]);
    expect(await staffGuild.labels()).toEqual(['note']);
  });

  test('is not asked about in a channel that everyone sees', async ({ staffGuild }) => {
    expect((await answer(add(staffGuild.member('ada'), 'open'))).title).toBe('✅ Added');
  });
});
