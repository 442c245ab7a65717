import type { Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { noise, toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { board, namesOn, openBoard } from './board.ts';
import { choose, press } from './forge.ts';
import { answer, refusal, said } from './reply.ts';
import { test as worldTest } from './test.ts';

const RATE = 44_100;
const DECODING = { decoder: 'wasm', withClap: false, withLevels: true, maxSeconds: 60, timeoutMs: 60_000 } as const;

const test = worldTest.extend('guild', ({ world }) => openBoard(world));

describe('adding to the soundboard', () => {
  test('shows a preview first, and posts it only when asked to', async ({ world, guild, ada }) => {
    await answer(add(ada, 'old horn', toneFile(440, 2)));
    const preview = await answer(ada.slash('soundboard add', { sound: 'old horn' }));
    expect(preview).toMatchObject({ isPrivate: true, files: ['old_horn.ogg'], title: 'For the soundboard: old horn' });
    expect(preview.interaction?.name).toBe('soundboard add');
    expect(preview.embeds[0]?.author?.name).toBe('📯 old horn');
    expect(namesOn(world, guild)).toEqual([]);

    await said(ada.click(preview, 'Add to the soundboard'), /\*\*old horn\*\* is on the soundboard/);
    const [sound] = board(world, guild).sounds;
    expect(sound).toMatchObject({ name: 'old horn', emoji: '📯' });
    const { levels, seconds } = await decodeAudio(board(world, guild).file(sound?.id ?? ''), DECODING);
    expect(seconds).toBeLessThan(5.2);
    expect(levels?.truePeakDb).toBeLessThanOrEqual(-1);
    expect(Math.abs((levels?.lufs ?? 0) + 21)).toBeLessThan(0.5);
  });

  test('moves the cut, changes loudness, name and emoji, also after a restart', async ({ world, guild, ada }) => {
    const long = new Float32Array(12 * RATE);
    long.set(noise(RATE, 6, 0.1), 5 * RATE);
    await answer(add(ada, 'wind', await encodeAudio(long, RATE, 'wav')));
    const first = await answer(ada.slash('soundboard add', { sound: 'wind', start: 6 }));
    expect(first.description).toMatch(/From 0:06.0 to 0:1\d/);
    const earlier = await answer(ada.click(first, 'Earlier'), ({ description }) => /From 0:05/.test(description));
    await world.restart();
    const louder = await answer(ada.click(earlier, 'Louder'), ({ description }) => /-18/.test(description));
    const opened = ada.click(louder, 'Name and emoji');
    await opened.modal();
    const renamed = await answer(ada.submit(opened, { name: 'Gust', emoji: '🌬️' }), ({ embeds }) =>
      /Gust/.test(embeds[0]?.author?.name ?? ''),
    );
    await said(ada.click(renamed, 'Add to the soundboard'), /Gust/);
    expect(board(world, guild).sounds).toMatchObject([{ name: 'Gust', emoji: '🌬️' }]);
  });

  test('levels the sound to the median of the board, and names a double', async ({ world }) => {
    const guild = await openBoard(world, 3);
    const ada = guild.member('ada');
    const [double] = board(world, guild).sounds;
    await answer(add(ada, 'the same tone', board(world, guild).file(double?.id ?? '')));
    const preview = await answer(ada.slash('soundboard add', { sound: 'the same tone' }));
    expect(preview.description).toMatch(/as loud as the other sounds/);
    expect(preview.description).toMatch(/already on the board as \*\*tone 0\*\*/);
  });

  test('is refused without the right, to the member or to the bot', async ({ world, guild, ada, ben }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    expect(await refusal(ben.slash('soundboard add', { sound: 'bell' }))).toMatch(/permission “Create Expressions”/);
    const mute = await openBoard(world, 0, []);
    await answer(add(mute.member('ada'), 'bell', toneFile(440, 1)));
    const refused = mute.member('ada').slash('soundboard add', { sound: 'bell' });
    expect(await refusal(refused)).toMatch(/I’m not allowed to change the soundboard/);
    expect([...namesOn(world, guild), ...namesOn(world, mute)]).toEqual([]);
  });
});

describe('a second press of the button', () => {
  test('puts no second sound there', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    const preview = await answer(ada.slash('soundboard add', { sound: 'bell' }));
    // The buttons stay until the reply is edited.
    world.playground.inject({ status: 429, retryAfter: 1, method: 'PATCH', path: /@original$/ });
    const first = ada.click(preview, 'Add to the soundboard');
    await expect.poll(() => namesOn(world, guild), { timeout: 10_000 }).toEqual(['bell']);
    await said(ada.click(preview, 'Add to the soundboard'), /is on the soundboard/);
    await said(first, /is on the soundboard/);
    expect(namesOn(world, guild)).toEqual(['bell']);
  });
});

describe('a request whose answer is lost or late', () => {
  test('puts the sound there once', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    const preview = await answer(ada.slash('soundboard add', { sound: 'bell' }));
    world.playground.inject({ status: 0, isDone: true, method: 'POST', path: /soundboard-sounds$/ });
    await said(ada.click(preview, 'Add to the soundboard'), /is on the soundboard/);
    expect(namesOn(world, guild)).toEqual(['bell']);
  });

  test('waits for the rate limit of Discord', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    const preview = await answer(ada.slash('soundboard add', { sound: 'bell' }));
    world.playground.inject({ status: 429, retryAfter: 0.2, path: /soundboard-sounds$/, times: 2 });
    await said(ada.click(preview, 'Add to the soundboard'), /is on the soundboard/);
    expect(namesOn(world, guild)).toEqual(['bell']);
  });
});

describe('a search', () => {
  test('also finds the sounds of the soundboard, marked and playable, until they are gone', async ({ world }) => {
    const guild = await openBoard(world, 3);
    const ada = guild.member('ada');
    await answer(add(ada, 'far away', await encodeAudio(noise(RATE, 1, 0.2), RATE, 'wav')));
    const [double] = board(world, guild).sounds;
    const query = { audio: ada.upload('query.mp3', board(world, guild).file(double?.id ?? '')) };
    const found = await answer(ada.slash('search', query));
    expect(found.labels()).toEqual(['far away']);
    expect(found.field('🔊 On the soundboard').split('\n')[0]).toBe('🔊 🎵 **tone 0** · 100% · The same recording');
    const played = await said(ada.select(...found.choice('Play tone 0')), /tone 0/);
    expect([played.isPrivate, played.files]).toEqual([true, ['tone_0.mp3']]);

    const preview = await answer(ada.click(found, 'Soundboard'));
    expect(preview.title).toBe('For the soundboard: far away');

    for (const { id } of board(world, guild).sounds) board(world, guild).remove(id);
    const again = await answer(ada.slash('search', query));
    expect(again.field('🔊 On the soundboard')).toBe('');
  });
});

describe('the list', () => {
  test('names and draws the sounds with their adders, and plays one', async ({ world }) => {
    const guild = await openBoard(world, 2);
    const ben = guild.member('ben');
    const listed = await answer(ben.slash('soundboard list'), ({ picture }) => picture !== undefined);
    expect(listed.description).toMatch(/^1\. 🎵 \*\*tone 0\*\* · .*Ben/);
    expect(listed.embeds[0]?.image).toMatchObject({ description: expect.stringMatching(/^Waveforms .*: 2 sounds/) });
    const played = await said(ben.select(...listed.choice('tone 1')), /🎵 \*\*tone 1\*\*/);
    expect(played.files).toEqual(['tone_1.mp3']);
  });

  test('of one server says nothing about another one, even if ids are forged', async ({ world, guild, ada }) => {
    const other = await openBoard(world, 1);
    const [secret] = board(world, other).sounds;
    const id = secret?.id ?? '';
    expect((await answer(ada.slash('soundboard list'))).description).toMatch(/no sounds yet/);
    const forged = [
      await choose(world, ada, 'soundboard:play:0', [id]),
      await choose(world, ada, 'soundboard:repair', [`mend:${id}:20`]),
      await press(world, ada, `soundboard:mend:${id}:-20`),
      await press(world, ada, `soundboard:drop:${id}:${id}`),
    ];
    for (const sent of forged) expect(await refusal(sent)).toMatch(/no longer on the soundboard/);
    const strays = [
      'soundboard:post:x:1:20:',
      `soundboard:sure:x:1:20:${id}`,
      'soundboard:rename',
      'soundboard:later:1',
    ];
    for (const customId of strays) expect(await refusal(await press(world, ada, customId))).not.toMatch(/went wrong/);
    // A file that is on the other board finds nothing here, also after the other server has searched for it.
    const search = (member: Member) =>
      answer(member.slash('search', { audio: member.upload('query.mp3', board(world, other).file(id)) }));
    await answer(add(other.member('ada'), 'far away', await encodeAudio(noise(RATE, 1, 0.2), RATE, 'wav')));
    await answer(add(ada, 'near', await encodeAudio(noise(RATE, 1, 0.2), RATE, 'wav')));
    expect((await search(other.member('ada'))).field('🔊 On the soundboard')).toMatch(/tone 0/);
    expect((await search(ada)).field('🔊 On the soundboard')).toBe('');
    expect(namesOn(world, other)).toEqual(['tone 0']);
    expect(namesOn(world, guild)).toEqual([]);
  });
});
