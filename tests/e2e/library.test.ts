import type { Member } from 'discord-playground';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { click, noiseFile, toneFile, wav } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, refusal, said } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const clickFile = wav(click(22_050), 22_050);

/** Lets a member remove a sound. Resolves to the reply with the button *Put it back*. */
async function remove(member: Member, sound: string) {
  const asked = await said(member.slash('remove', { sound }), /\?/);
  return said(member.click(asked, 'Remove'), /^🗑️/);
}

test('an empty library says how to add the first sound', async ({ ada }) => {
  const audio = ada.upload('sound.wav', toneFile());
  expect(await refusal(ada.slash('search', { audio }))).toMatch(/empty.*\/add/);
  expect((await answer(ada.slash('list'))).description).toMatch(/\/add/);
  expect((await answer(ada.slash('stats'))).field(0)).toBe('0');
});

describe('in a library with sounds,', () => {
  test.beforeAll(async ({ ada, ben }) => {
    await answer(add(ada, 'low tone', toneFile(220), { tags: 'tone, calm' }));
    await answer(add(ada, '**loud** @everyone', noiseFile(), { tags: 'noise' }));
    await answer(add(ben, '100 👨‍👩‍👧‍👦 שלום', toneFile(1760, 0.5), { tags: 'tone' }));
    await answer(add(ben, 'click', clickFile));
  });

  test('/list shows the newest sound first, privately, with links to the messages', async ({ ada }) => {
    const listed = await answer(ada.slash('list'));
    expect(listed.isPrivate).toBe(true);
    const lines = listed.description.split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\*\*1\.\*\* \[click\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+\)/);
    expect(lines[2]).toContain('[\\*\\*loud\\*\\* \\@everyone]');
  });

  test('a link leads to the reply with the sound', async ({ world, guild, ada }) => {
    const [sound] = await guild.sounds();
    const message = world.playground.messages(ada.channelId).find(({ id }) => sound?.messageUrl?.endsWith(`/${id}`));
    expect(message?.attachments).toHaveLength(1);
  });

  test('/list filters by tag and by member', async ({ ada, ben }) => {
    for (const filter of [{ tag: 'tone' }, { author: ben.user.id }])
      expect((await answer(ada.slash('list', filter))).footer).toMatch(/^2 sounds/);
  });

  test('a sound is suggested while a member types its label or tag', async ({ ada }) => {
    const choices = await ada.autocomplete('info', 'sound', 'LOW').choices();
    expect(choices.map(({ name }) => name)).toEqual(['low tone · 0:01 · Ada']);
    expect(await ada.autocomplete('info', 'sound', 'calm').choices()).toHaveLength(1);
    expect(await ada.autocomplete('info', 'sound', '').choices()).toHaveLength(4);
    expect(await ada.autocomplete('list', 'tag', 'to').choices()).toEqual([{ name: 'tone (2 sounds)', value: 'tone' }]);
  });

  test('/info plays a sound and names the most similar ones', async ({ ada }) => {
    const shown = await answer(ada.slash('info', { sound: 'low tone' }));
    expect(shown.isPrivate).toBe(true);
    expect(shown.files).toHaveLength(1);
    expect(shown.field('Most similar').split('\n')).toHaveLength(3);
  });

  test("/stats shows counts, quotas and the progress of a model's download", async ({ world, guild, ada }) => {
    await guild.change({ soundsPerMember: 7, bytes: 3 * 2 ** 20 });
    world.modelDownload = { received: 45 * 2 ** 20, total: 163 * 2 ** 20 };
    const stats = await answer(ada.slash('stats'));
    expect(stats.field('Sounds')).toBe('4');
    expect(stats.field('Tags')).toBe('tone 2 · calm 1 · noise 1');
    expect(stats.field('Space used')).toMatch(/^4 of 60 sounds · 0\.\d of 3 MB · yours: 2 of 7 sounds$/);
    expect(stats.field('How I compare')).toBe(
      'Acoustic features only; the CLAP model is being downloaded: 45 of 163 MB',
    );
    await guild.change({ soundsPerMember: null, bytes: null });
  });

  test('/edit changes sounds of the member only', async ({ guild, ada, ben }) => {
    await answer(ada.slash('edit', { sound: 'low tone', label: 'Deep  tone', tags: '-' }));
    expect(await guild.sounds()).toContainEqual(expect.objectContaining({ label: 'Deep tone', tags: [] }));
    expect(await refusal(ben.slash('edit', { sound: 'Deep tone', label: 'mine' }))).toMatch(/^Ada added that sound/);
    expect(await refusal(ada.slash('edit', { sound: 'Deep tone' }))).toMatch(/Say what to change/);
    expect(await refusal(ada.slash('edit', { sound: 'Deep tone', label: '\u200b' }))).toMatch(/visible character/);
    expect(await guild.labels()).toContain('Deep tone');
  });

  test('/remove removes sounds of the member; managers can remove all sounds', async ({ guild, ada, ben, cleo }) => {
    expect(await refusal(ben.slash('remove', { sound: 'Deep tone' }))).toMatch(/^Ada added that sound/);
    const sure = await said(ada.slash('remove', { sound: 'Deep tone' }), /^Remove \*\*Deep tone\*\*\?/);
    expect(await guild.labels()).toContain('Deep tone');
    const gone = await said(ada.click(sure, 'Remove'), /^🗑️ Removed \*\*Deep tone\*\*/);
    expect(gone.isPrivate).toBe(true);
    const asked = await said(cleo.slash('remove', { sound: 'click' }), /^Ben added \*\*click\*\*/);
    expect(await guild.labels()).toContain('click');
    await said(cleo.click(asked, 'Remove'), /^🗑️ Removed \*\*click\*\*/);
    expect(await guild.labels()).toEqual(['**loud** @everyone', '100 👨‍👩‍👧‍👦 שלום']);
  });

  test('a removed sound can be put back once', async ({ guild, ben }) => {
    const gone = await remove(ben, '100');
    expect(await guild.sounds()).toHaveLength(1);
    await said(ben.click(gone, 'Put it back'), /is back/);
    const restored = (await guild.sounds()).at(-1);
    expect(restored).toMatchObject({ label: '100 👨‍👩‍👧‍👦 שלום', tags: ['tone'], addedBy: { name: 'Ben' } });
    expect(await (await guild.library()).audio(restored?.id ?? '')).toBeInstanceOf(Uint8Array);
  });

  test('a removal can be undone after a failed try, and only once if two members removed the sound', async ({
    guild,
    ben,
  }) => {
    const library = await guild.library();
    const before = library.size;
    const asked = await said(ben.slash('remove', { sound: '100' }), /^Remove/);
    const [once, twice] = [ben.click(asked, 'Remove'), ben.click(asked, 'Remove')];
    const gone = await Promise.any([said(once, /^🗑️/), said(twice, /^🗑️/)]);
    await Promise.any([said(once, /no longer in the library/), said(twice, /no longer in the library/)]);
    const full = vi.fn().mockRejectedValueOnce(new UserError({ code: 'diskFull' }));
    const { change } = library;
    vi.spyOn(library, 'change').mockImplementationOnce((task) => change((writer) => task({ ...writer, add: full })));
    expect(await refusal(ben.click(gone, 'Put it back'))).toMatch(/full/);
    await said(ben.click(gone, 'Put it back'), /is back/);
    expect(library.size).toBe(before);
  });

  test('a label of several sounds is rejected as ambiguous', async ({ ada }) => {
    await answer(add(ada, 'copy a', toneFile(300, 2)));
    await answer(add(ada, 'copy b', clickFile));
    expect(await refusal(ada.slash('remove', { sound: 'copy' }))).toMatch(/^2 sounds match “copy”/);
    expect(await refusal(ada.slash('remove', { sound: 'no such' }))).toMatch(/no sound called “no such”/);
  });

  test('too many tags are rejected before the download', async ({ ada }) => {
    expect(await refusal(add(ada, 'tagged', toneFile(), { tags: 'a,b,c,d,e,f,g,h,i,j,k' }))).toMatch(
      /can have at most 10 tags/,
    );
  });
});

test('a removed sound without audio cannot be put back, so there is no button for it', async ({ guild, ben }) => {
  await answer(add(ben, 'damaged', toneFile(720, 2.7)));
  vi.spyOn(await guild.library(), 'audio').mockResolvedValueOnce(undefined);
  expect((await remove(ben, 'damaged')).components).toEqual([]);
});

describe('/forget', () => {
  test('erases all sounds of the member and no others', async ({ guild, ben }) => {
    await answer(add(ben, 'mine', toneFile(700, 2.5)));
    await answer(add(ben, 'removed before', toneFile(750, 2.5)));
    const removed = await remove(ben, 'removed before');
    const others = (await guild.sounds()).filter((sound) => sound.addedBy.id !== ben.user.id);
    const asked = await said(ben.slash('forget'), /^You added 2 sounds here/);
    await said(ben.click(asked, 'Erase everything'), /^🧹 Erased 2 sounds\.\n(?:.*\n)*.*own messages stay/);
    expect(await guild.sounds()).toEqual(others);
    await said(ben.slash('forget'), /^You haven’t added anything here/);
    expect(await refusal(ben.click(removed, 'Put it back'))).toMatch(/too late/);
  });

  test('also erases a sound that is being put back at the same time', async ({ guild, ben, cleo }) => {
    await answer(add(ben, 'here', toneFile(710, 2.5)));
    await answer(add(ben, 'put back', toneFile(760, 2.5)));
    const removed = await remove(cleo, 'put back');
    const asked = await said(ben.slash('forget'), /^You added 1 sound here/);

    const library = await guild.library();
    const { change } = library;
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const adding = vi.fn();
    const changing = vi.spyOn(library, 'change');
    onTestFinished(() => changing.mockRestore());
    changing.mockImplementationOnce((task) =>
      change((writer) => {
        adding.mockImplementation(async (...sound: Parameters<typeof writer.add>) => {
          await held;
          return writer.add(...sound);
        });
        return task({ ...writer, add: adding });
      }),
    );
    const putBack = cleo.click(removed, 'Put it back');
    await expect.poll(() => adding.mock.calls.length).toBe(1);
    const erased = ben.click(asked, 'Erase everything');
    await erased.acknowledged();
    await answer(ben.slash('list'));
    goOn();
    await said(putBack, /is back/);
    await said(erased, /^🧹 Erased/);
    expect((await guild.sounds()).filter(({ addedBy }) => addedBy.id === ben.user.id)).toEqual([]);
  });
});

test('no message of the bot can mention anybody', async ({ world, ada }) => {
  const message = await answer(ada.slash('search', { audio: ada.upload('@everyone <@1>.wav', toneFile(333)) }));
  expect(message.title).toBe('🔎 Sounds like “\\@everyone \\<\\@1\\>.wav”');
  const bodies = world.playground.requests
    .map(({ body }) => JSON.stringify(body))
    .filter((body) => body?.includes('"embeds"'));
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) expect(body).toContain('"allowed_mentions":{"parse":[]');
});

test('/help is private and names every slash command', async ({ world, ben }) => {
  const help = await answer(ben.slash('help'));
  expect(help.isPrivate).toBe(true);
  const text = JSON.stringify(help.embeds);
  for (const { name } of world.playground.commands().filter((command) => command.name !== 'help'))
    expect(text).toContain(name);
});
