import type { Invocation, Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { click, noise, sine, wav } from '../helpers/signals.ts';
import { answer, isPrivate, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;

let world: World;
/** Progress of the CLAP model's download, in bytes, as the engine reports it. */
let download: { received: number; total: number | null } | null = null;
let ada: Member;
let ben: Member;
/** A member with the permission to manage messages. */
let cleo: Member;
beforeAll(async () => {
  world = await startWorld({ env: { MAX_SOUNDS: '20' }, modelDownload: () => download });
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
  cleo = world.playground.member('cleo');
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

function addBy(member: Member, label: string, samples: Float32Array, tags = '') {
  const audio = member.upload('sound.wav', wav(samples, RATE));
  return answer(member.slash('add', { audio, label, ...(tags ? { tags } : {}) }));
}

function said(sent: Invocation, wanted: RegExp) {
  return sent.until((message) => wanted.test(message.content));
}

async function labels(): Promise<string[]> {
  return (await world.sounds()).map((sound) => sound.label);
}

describe('an empty library', () => {
  test('says how to add the first sound', async () => {
    const audio = ada.upload('sound.wav', wav(sine(440, 1, RATE), RATE));
    expect(await refusal(ada.slash('search', { audio }))).toMatch(/empty.*\/add/);
    const listed = await answer(ada.slash('list'));
    expect(listed.embeds[0]?.description).toMatch(/\/add/);
    expect((await answer(ada.slash('stats'))).embeds[0]?.fields?.[0]?.value).toBe('0');
  });
});

describe('in a library with sounds,', () => {
  beforeAll(async () => {
    await addBy(ada, 'low tone', sine(220, 1, RATE), 'tone, calm');
    await addBy(ada, '**loud** @everyone', noise(RATE, 1), 'noise');
    await addBy(ben, '100 👨‍👩‍👧‍👦 שלום', sine(1760, 0.5, RATE), 'tone');
    await addBy(ben, 'click', click(RATE));
  });

  test('/list shows the newest sound first, privately, with links to the messages', async () => {
    const listed = await answer(ada.slash('list'));
    expect(isPrivate(listed)).toBe(true);
    const lines = listed.embeds[0]?.description?.split('\n') ?? [];
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\*\*1\.\*\* \[click\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+\)/);
    expect(lines[2]).toContain('[\\*\\*loud\\*\\* \\@everyone]');
  });

  test('a link leads to the reply with the sound', async () => {
    const [sound] = await world.sounds();
    const message = world.playground.messages(ada.channelId).find(({ id }) => sound?.messageUrl?.endsWith(`/${id}`));
    expect(message?.attachments).toHaveLength(1);
  });

  test('/list filters by tag and by member', async () => {
    const tagged = await answer(ada.slash('list', { tag: 'tone' }));
    expect(tagged.embeds[0]?.footer?.text).toMatch(/^2 sounds/);
    const bens = await answer(ada.slash('list', { author: ben.user.id }));
    expect(bens.embeds[0]?.footer?.text).toMatch(/^2 sounds/);
  });

  test('a sound is suggested while a member types its label or tag', async () => {
    const choices = await ada.autocomplete('info', 'sound', 'LOW').choices();
    expect(choices.map(({ name }) => name)).toEqual(['low tone · 0:01 · Ada']);
    expect(await ada.autocomplete('info', 'sound', 'calm').choices()).toHaveLength(1);
    expect(await ada.autocomplete('info', 'sound', '').choices()).toHaveLength(4);
    expect(await ada.autocomplete('list', 'tag', 'to').choices()).toEqual([{ name: 'tone (2 sounds)', value: 'tone' }]);
  });

  test('/info plays a sound and names the most similar ones', async () => {
    const shown = await answer(ada.slash('info', { sound: 'low tone' }));
    expect(isPrivate(shown)).toBe(true);
    expect(shown.attachments).toHaveLength(1);
    expect(shown.embeds[0]?.fields?.find(({ name }) => name === 'Most similar')?.value.split('\n')).toHaveLength(3);
  });

  test("/stats shows the quotas of server and member, and the progress of a model's download", async () => {
    const { settings } = world.libraries;
    await settings.change(ada.guildId ?? '', { soundsPerMember: 7, bytes: 3 * 2 ** 20 });
    download = { received: 45 * 2 ** 20, total: 163 * 2 ** 20 };
    const fields = (await answer(ada.slash('stats'))).embeds[0]?.fields ?? [];
    const value = (wanted: string) => fields.find(({ name }) => name === wanted)?.value;
    expect(value('Space used')).toMatch(/^4 of 20 sounds · 0\.\d of 3 MB · yours: 2 of 7 sounds$/);
    expect(value('How I compare')).toBe('Acoustic features only; the CLAP model is being downloaded: 45 of 163 MB');
    download = null;
    await settings.change(ada.guildId ?? '', { soundsPerMember: null, bytes: null });
  });

  test('/stats shows counts', async () => {
    const fields = (await answer(ada.slash('stats'))).embeds[0]?.fields ?? [];
    expect(fields.find(({ name }) => name === 'Sounds')?.value).toBe('4');
    expect(fields.find(({ name }) => name === 'Tags')?.value).toBe('tone 2 · calm 1 · noise 1');
  });

  test('/edit changes sounds of the member only', async () => {
    await answer(ada.slash('edit', { sound: 'low tone', label: 'Deep  tone', tags: '-' }));
    expect(await world.sounds()).toContainEqual(expect.objectContaining({ label: 'Deep tone', tags: [] }));
    expect(await refusal(ben.slash('edit', { sound: 'Deep tone', label: 'mine' }))).toMatch(/^Ada added that sound/);
    expect(await refusal(ada.slash('edit', { sound: 'Deep tone' }))).toMatch(/Say what to change/);
    expect(await refusal(ada.slash('edit', { sound: 'Deep tone', label: '\u200b' }))).toMatch(/visible character/);
    expect(await labels()).toContain('Deep tone');
  });

  test('/remove removes sounds of the member; managers can remove all sounds', async () => {
    expect(await refusal(ben.slash('remove', { sound: 'Deep tone' }))).toMatch(/^Ada added that sound/);
    expect(await labels()).toContain('Deep tone');
    const sure = await said(ada.slash('remove', { sound: 'Deep tone' }), /^Remove \*\*Deep tone\*\*\?/);
    expect(await labels()).toContain('Deep tone');
    const gone = await said(ada.click(sure, 'Remove'), /^🗑️ Removed \*\*Deep tone\*\*/);
    expect(isPrivate(gone)).toBe(true);
    const asked = await said(cleo.slash('remove', { sound: 'click' }), /^Ben added \*\*click\*\*/);
    expect(await labels()).toContain('click');
    await said(cleo.click(asked, 'Remove'), /^🗑️ Removed \*\*click\*\*/);
    expect(await labels()).toEqual(['**loud** @everyone', '100 👨‍👩‍👧‍👦 שלום']);
  });

  test('a removed sound can be put back once', async () => {
    const before = await world.sounds();
    const asked = await said(ben.slash('remove', { sound: '100' }), /^Remove/);
    const gone = await said(ben.click(asked, 'Remove'), /^🗑️/);
    expect(await world.sounds()).toHaveLength(before.length - 1);
    await said(ben.click(gone, 'Put it back'), /is back/);
    const [restored] = (await world.sounds()).slice(-1);
    expect(restored).toMatchObject({ label: '100 👨‍👩‍👧‍👦 שלום', tags: ['tone'], addedBy: { name: 'Ben' } });
    expect(await (await world.libraries.open(ben.guildId ?? '')).audio(restored?.id ?? '')).toBeInstanceOf(Uint8Array);
  });

  test('a removal can be undone after a failed try, and only once if two members removed the sound', async () => {
    const library = await world.libraries.open(ben.guildId ?? '');
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

  test('a label of several sounds is rejected as ambiguous', async () => {
    await addBy(ada, 'copy a', sine(300, 2, RATE));
    await addBy(ada, 'copy b', click(RATE));
    expect(await refusal(ada.slash('remove', { sound: 'copy' }))).toMatch(/^2 sounds are called/);
    expect(await refusal(ada.slash('remove', { sound: 'no such' }))).toMatch(/no sound called “no such”/);
  });

  test('too many tags are rejected before the download', async () => {
    const audio = ada.upload('sound.wav', wav(sine(500, 1, RATE), RATE));
    expect(await refusal(ada.slash('add', { audio, tags: 'abcdefghijk'.split('').join() }))).toMatch(
      /can have 10 tags/,
    );
  });
});

test('a removed sound without audio cannot be put back, so there is no button for it', async () => {
  await addBy(ben, 'damaged', sine(720, 2.7, RATE));
  const asked = await said(ben.slash('remove', { sound: 'damaged' }), /^Remove/);
  const library = await world.libraries.open(ben.guildId ?? '');
  vi.spyOn(library, 'audio').mockResolvedValueOnce(undefined);
  expect((await said(ben.click(asked, 'Remove'), /^🗑️ Removed/)).components).toEqual([]);
});

test('/forget erases all sounds of the member and no others', async () => {
  await addBy(ben, 'mine', sine(700, 2.5, RATE));
  await addBy(ben, 'removed before', sine(750, 2.5, RATE));
  const asks = await said(ben.slash('remove', { sound: 'removed before' }), /\?/);
  const removed = await said(ben.click(asks, 'Remove'), /^🗑️ Removed/);
  const others = (await world.sounds()).filter((sound) => sound.addedBy.id !== ben.user.id);
  const asked = await said(ben.slash('forget'), /^You added 2 sounds here/);
  await said(ben.click(asked, 'Erase everything'), /^🧹 Erased 2 sounds/);
  expect(await world.sounds()).toEqual(others);
  await said(ben.slash('forget'), /^You haven’t added anything here/);
  expect(await refusal(ben.click(removed, 'Put it back'))).toMatch(/too late/);
});

test('/forget also erases a sound that is being put back at the same time', async () => {
  await addBy(ben, 'here', sine(710, 2.5, RATE));
  await addBy(ben, 'put back', sine(760, 2.5, RATE));
  const asks = await said(cleo.slash('remove', { sound: 'put back' }), /\?/);
  const removed = await said(cleo.click(asks, 'Remove'), /^🗑️ Removed/);
  const asked = await said(ben.slash('forget'), /^You added 1 sound here/);

  const library = await world.libraries.open(ben.guildId ?? '');
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
  expect((await world.sounds()).filter(({ addedBy }) => addedBy.id === ben.user.id)).toEqual([]);
});

test('no message of the bot can mention anybody', async () => {
  const message = await answer(
    ada.slash('search', { audio: ada.upload('@everyone <@1>.wav', wav(sine(333, 1, RATE), RATE)) }),
  );
  expect(message.embeds[0]?.title).toBe('🔎 Sounds like “\\@everyone \\<\\@1\\>.wav”');
  const bodies = world.playground.requests
    .map(({ body }) => JSON.stringify(body))
    .filter((body) => body?.includes('"embeds"'));
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) expect(body).toContain('"allowed_mentions":{"parse":[]');
});

test('/help is private and names every slash command', async () => {
  const help = await answer(ben.slash('help'));
  expect(isPrivate(help)).toBe(true);
  const text = JSON.stringify(help.embeds);
  for (const { name } of world.playground.commands().filter((command) => command.name !== 'help'))
    expect(text).toContain(name);
});
