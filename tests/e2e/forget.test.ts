import { describe, expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, said } from './reply.ts';
import { test } from './test.ts';

describe('/forget deletes the messages of the bot with the audio of the member', () => {
  test('and no others, also after a restart', async ({ world, ada, ben }) => {
    await answer(add(ada, 'hers', toneFile(300, 1)));
    await answer(add(ben, 'his', toneFile(500, 2)));
    const found = await answer(ben.slash('search', { audio: ben.upload('query.wav', toneFile(510, 2)) }));
    const card = await answer(ada.select(...found.option(/Play/, 0)));
    await said(ada.click(card, 'Post here'), /^Posted/);
    const voice = world.playground.messages(ada.channelId).at(-1);
    expect(voice?.attachments).toHaveLength(1);
    await world.restart();

    const asked = await said(
      ben.slash('forget'),
      /^You added 1 sound here, and 3 messages of mine here have your audio/,
    );
    await said(ben.click(asked, 'Erase everything'), /^🧹 Erased 1 sound\.\nDeleted 3 messages of mine/);
    const left = world.playground.messages(ben.channelId).filter(({ attachments }) => attachments.length > 0);
    expect(left.map(({ embeds }) => embeds[0]?.description)).toEqual([expect.stringContaining('hers')]);
    await said(ben.slash('forget'), /^You haven’t added anything here/);
  });

  test('and says how many it could not delete', async ({ world, ben }) => {
    await answer(add(ben, 'his', toneFile(500, 2)));
    world.playground.inject({ status: 403, code: 50001, method: 'DELETE', path: /^\/channels/ });
    const asked = await said(ben.slash('forget'), /^You added 1 sound/);
    await said(ben.click(asked, 'Erase everything'), /couldn’t delete 1 message: use \/forget again later/);
    const again = await said(
      ben.slash('forget'),
      /^You added 0 sounds here, and 1 message of mine here has your audio/,
    );
    await said(ben.click(again, 'Erase everything'), /Deleted 1 message of mine/);
  });

  test('even if somebody else has deleted a message', async ({ world, ben, cleo }) => {
    const added = await answer(add(ben, 'his', toneFile(500, 2)));
    const path = `/channels/${ben.channelId}/messages/${added.id}`;
    await fetch(`${world.playground.apiUrl}/v10${path}`, {
      method: 'DELETE',
      headers: { Authorization: `Bot ${world.playground.token}` },
    });
    expect(cleo.messages().some(({ id }) => id === added.id)).toBe(false);
    const asked = await said(ben.slash('forget'), /^You added 1 sound/);
    const done = await said(ben.click(asked, 'Erase everything'), /own messages stay/);
    expect(done.content).not.toMatch(/couldn’t delete/);
  });
});
