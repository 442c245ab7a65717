import { rm } from 'node:fs/promises';
import { MessageFlags } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { noise, sine, toneFile, wav } from '../helpers/signals.ts';
import { add } from './add.ts';
import { openWorkshop } from './guild.ts';
import { answer, refusal, replyOf, said } from './reply.ts';
import { test } from './test.ts';

const MIB = 2 ** 20;
const isVoice = ({ flags }: { flags?: number }) => ((flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0;

/**
 * Chooses a sound in the menu that plays matches, below a search that finds every sound. The sound is played twice: a
 * slow machine may need longer for the first copy than Discord waits for a voice message, and the second is in a cache.
 */
async function play(member: Member): Promise<Invocation> {
  const found = await answer(member.slash('search', { audio: member.upload('query.wav', toneFile(3000, 0.3)) }));
  await answer(member.select(...found.option(/Play/, 0)));
  return member.select(...found.option(/Play/, 0));
}

describe('playing a match', () => {
  test('is a voice message to the member alone, followed by a card with a button', async ({ ada, ben }) => {
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const played = await play(ben);
    const card = await answer(played);
    const voice = played.original;
    expect(voice?.flags).toBe(MessageFlags.Ephemeral | MessageFlags.IsVoiceMessage);
    expect(voice?.attachments).toMatchObject([{ content_type: 'audio/ogg', duration_secs: 2 }]);
    expect(Buffer.from(voice?.attachments[0]?.waveform ?? '', 'base64')).toHaveLength(20);
    expect([card.isPrivate, card.title, card.files]).toEqual([true, '🔊 bell', []]);
  });

  test('is a file if the bot may not send voice messages', async ({ world }) => {
    const guild = openWorkshop(world, {
      channels: [{ name: 'sounds', overwrites: [{ for: 'bot', deny: ['SendVoiceMessages'] }] }],
    });
    await answer(add(guild.member('ada'), 'bell', toneFile(440, 2)));
    const card = await answer(await play(guild.member('ben')));
    expect([card.isPrivate, card.title, card.files]).toEqual([true, '🔊 bell', ['tone.wav']]);
  });

  test('says that the sound is gone, also if the bot may not send voice messages', async ({ world }) => {
    const guild = openWorkshop(world, {
      channels: [{ name: 'sounds', overwrites: [{ for: 'bot', deny: ['SendVoiceMessages'] }] }],
    });
    const ada = guild.member('ada');
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const search = await answer(ada.slash('search', { audio: ada.upload('query.wav', toneFile(3000, 0.3)) }));
    await (await guild.library()).change(async (writer) => writer.remove((await guild.sounds()).map(({ id }) => id)));
    expect(await refusal(ada.select(...search.option(/Play/, 0)))).toMatch(/no longer in the library/);
  });

  test('is a file if Discord refuses the voice message', async ({ world, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const search = await answer(ada.slash('search', { audio: ada.upload('query.wav', toneFile(3000, 0.3)) }));
    world.playground.inject({ status: 403, code: 50173, path: /callback/, withFiles: true });
    const card = await answer(ada.select(...search.option(/Play/, 0)));
    expect([card.isPrivate, card.title, card.files]).toEqual([true, '🔊 bell', ['tone.wav']]);
  });

  test('of a long sound is a file, because a voice message must be sent within three seconds', async ({ ada }) => {
    await answer(add(ada, 'long', toneFile(440, 40)));
    const card = await answer(await play(ada));
    expect([card.title, card.files, card.content]).toEqual(['🔊 long', ['tone.wav'], '']);
  });
});

describe('"Post here"', () => {
  test('posts a line and a voice message for everyone', async ({ world, ada, ben }) => {
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const played = await play(ben);
    const card = await answer(played);
    const before = world.playground.messages(ben.channelId).length;
    await said(ben.click(card, 'Post here'), /^Posted\.$/);
    const [line, voice] = world.playground.messages(ben.channelId).slice(before);
    expect(line?.content).toBe('🔊 Ben plays **bell**');
    expect(voice && isVoice(voice)).toBe(true);
    expect(voice?.attachments).toMatchObject([{ duration_secs: 2 }]);
  });

  test('posts a file in a channel that the bot may not post in', async ({ world, ada, ben }) => {
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const muted = ben.in('muted');
    const card = await answer(await play(muted));
    const before = world.playground.messages(muted.channelId).length;
    await said(muted.click(card, 'Post here'), /^Posted\.$/);
    const posted = world.playground.messages(muted.channelId).slice(before).map(replyOf);
    expect(posted.map(({ content, files }) => [content, files])).toEqual([['🔊 Ben plays **bell**', ['tone.wav']]]);
  });

  test('adds the file to the line if Discord refuses the voice message', async ({ world, ada, ben }) => {
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const card = await answer(await play(ben));
    const before = world.playground.messages(ben.channelId).length;
    world.playground.inject({ status: 403, code: 50173, method: 'POST', path: /messages$/, withFiles: true });
    await said(ben.click(card, 'Post here'), /^Posted\.$/);
    const posted = world.playground.messages(ben.channelId).slice(before).map(replyOf);
    expect(posted.map(({ content, files }) => [content, files])).toEqual([['🔊 Ben plays **bell**', ['tone.ogg']]]);
  });

  test('is not offered to a member who may not send files', async ({ world }) => {
    const guild = openWorkshop(world, {
      channels: [{ name: 'sounds', overwrites: [{ for: 'everyone', deny: ['AttachFiles'] }] }],
    });
    await answer(add(guild.member('ada'), 'bell', toneFile(440, 2)));
    const card = await answer(await play(guild.member('ben')));
    expect(card.components).toEqual([]);
  });

  test('says that the sound is gone', async ({ guild, ada, ben }) => {
    await answer(add(ada, 'bell', toneFile(440, 2)));
    const card = await answer(await play(ben));
    await (await guild.library()).change(async (writer) => writer.remove((await guild.sounds()).map(({ id }) => id)));
    expect(await refusal(ben.click(card, 'Post here'))).toMatch(/no longer in the library/);
  });
});

describe('a sound that Discord does not play', () => {
  test('is played as a copy, which is named as such', async ({ ada }) => {
    const aiff = await encodeAudio(sine(440, 1, 44_100), 44_100, 'aiff');
    await answer(ada.slash('add', { audio: ada.upload('horn.aiff', aiff) }));
    const card = await answer(ada.slash('info', { sound: 'horn' }));
    expect(card.files).toEqual(['horn.ogg']);
    expect(card.content).toMatch(/^A copy as Opus: Discord doesn’t play/);
  });
});

describe('a sound above the upload limit of the server', () => {
  test('is kept, which /add says, and played as a smaller copy', async ({ guild }) => {
    // Eve may upload more than the bot may send to Ben.
    const [eve, ben] = [guild.member('eve'), guild.member('ben')];
    const large = wav(noise(48_000, 56, 0.3), 48_000);
    expect(large.length).toBeGreaterThan(10 * MIB);
    const added = await answer(eve.slash('add', { audio: eve.upload('large.wav', large) }));
    expect(added.description).toMatch(/⚠️ \*\*large\*\* has 11 MB, more than the 10 MB .* smaller copy/);
    const card = await answer(ben.slash('info', { sound: 'large' }));
    expect(card.files).toEqual(['large.ogg']);
    expect(card.content).toBe('A smaller copy: the original has 11 MB, and the limit for files here is 10 MB.');
    expect((await answer(await play(ben))).files).toEqual(['large.ogg']);
  });
});

describe('leveled loudness', () => {
  test('is a setting of the server, off by default', async ({ guild, ada }) => {
    await answer(add(ada, 'quiet', wav(sine(440, 1, 48_000, 0.01), 48_000)));
    expect((await answer(ada.slash('info', { sound: 'quiet' }))).files).toEqual(['tone.wav']);
    await guild.change({ isLeveled: true });
    const card = await answer(ada.slash('info', { sound: 'quiet' }));
    expect([card.files, card.content]).toEqual([['tone.ogg'], 'A copy as Opus with leveled loudness.']);
  });
});

test('a sound without its audio is shown, with the reason why it cannot be played', async ({ guild, ada }) => {
  await answer(add(ada, 'lost', toneFile(440, 1)));
  const [lost] = await guild.sounds();
  await rm((await (await guild.library()).audioPath(lost?.id ?? '')) ?? '');
  const card = await answer(ada.slash('info', { sound: 'lost' }));
  expect([card.title, card.files]).toEqual(['🔊 lost', []]);
  expect(card.content).toMatch(/^The audio of that sound is missing/);
});
