import type { BoardSoundSeed } from 'discord-playground';
import { describe, expect } from 'vitest';
import { CLAP_RATE } from '../../src/engine/pcm.ts';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { melody } from '../helpers/melody.ts';
import { BOT, board, namesOn, RIGHTS } from './board.ts';
import { type Guild, openWorkshop } from './guild.ts';
import { answer, refusal, said } from './reply.ts';
import { test } from './test.ts';
import type { World } from './world.ts';

/** Returns one of several melodies of equal loudness, in samples at 48 kHz. */
const tune = (number: number, seconds = 3) => melody(number, seconds, CLAP_RATE).map((sample) => sample / 8);

const seed = async (name: string, samples: Float32Array, format: 'mp3' | 'opus' = 'mp3'): Promise<BoardSoundSeed> => ({
  ...{ name, by: 'ben', emoji: '🎵' },
  file: await encodeAudio(samples, CLAP_RATE, format, { bitrate: '96k' }),
});

/** Opens a server with ordinary sounds on its soundboard, and one of each that is to be repaired. */
async function openBoard(
  world: World,
  withFaults: boolean,
  bot: readonly (typeof RIGHTS)[number][] = RIGHTS,
): Promise<Guild> {
  const late = new Float32Array(2.5 * CLAP_RATE);
  late.set(tune(5, 2), CLAP_RATE / 2);
  const ordinary = [await seed('one', tune(1)), await seed('two', tune(2))];
  const faults = () =>
    Promise.all([
      seed('again', tune(1), 'opus'),
      seed('trimmed', tune(2).subarray(CLAP_RATE / 2)),
      seed(
        'loud',
        tune(3).map((sample) => 2.5 * sample),
      ),
      seed(
        'torn',
        tune(4).map((sample) => Math.max(-1, Math.min(1, 400 * sample))),
      ),
      seed('late', late),
      seed('mute', new Float32Array(CLAP_RATE)),
    ]);
  return openWorkshop(world, {
    channels: [{ name: 'sounds' }, { name: 'log' }],
    members: [
      { name: 'ada', displayName: 'Ada' },
      { name: 'ben', displayName: 'Ben' },
    ],
    bot: [...BOT, ...bot],
    soundboard: [...ordinary, ...(withFaults ? await faults() : [])],
  });
}

describe('the check of a soundboard', () => {
  test('finds each problem and no other, and repairs only what it is told to', async ({ world }) => {
    const guild = await openBoard(world, true);
    const [ada, ben] = [guild.member('ada'), guild.member('ben')];
    const checked = await answer(ada.slash('soundboard check'));
    expect(checked.title).toBe('Checked: 8 sounds');
    expect(checked.description.split('\n')).toEqual([
      '🎵 **again**: the same recording as **one**',
      '🎵 **trimmed**: the same recording as **two**',
      expect.stringMatching(/^🎵 \*\*loud\*\*: \d+ LU louder than the median$/),
      expect.stringMatching(/^🎵 \*\*torn\*\*: \d+ LU louder than the median and clipped$/),
      expect.stringMatching(/^🎵 \*\*late\*\*: 0\.[56] s of silence at the start$/),
      '🎵 **mute**: silent',
    ]);
    expect(await refusal(ben.select(...(await answer(ben.slash('soundboard check'))).choice('Remove again')))).toMatch(
      /Manage Expressions/,
    );

    const offered = await said(ada.select(...checked.choice('Repair late')), /\*\*late\*\*, repaired/);
    expect(offered.files).toEqual(['late.ogg']);
    const asked = await said(ada.select(...checked.choice('Remove again')), /Remove \*\*again\*\*/);
    expect(namesOn(world, guild)).toHaveLength(8);
    expect(await guild.labels()).toEqual([]);
    await world.restart();
    await said(ada.click(offered, 'Replace'), /\*\*late\*\* is repaired/);
    await said(ada.click(asked, 'Remove'), /\*\*again\*\* is off the soundboard/);
    expect(namesOn(world, guild)).toEqual(['one', 'two', 'trimmed', 'loud', 'torn', 'mute', 'late']);
    expect(await guild.labels()).toEqual(['late', 'again']);

    const again = await answer(ada.slash('soundboard check'));
    expect(again.description).not.toMatch(/late|again/);
  });

  test('writes each sound that it saves to the log of changes', async ({ world }) => {
    const guild = await openBoard(world, true);
    const ada = guild.member('ada');
    const log = ada.in('log');
    await guild.change({ logChannel: log.channelId });
    const checked = await answer(ada.slash('soundboard check'));
    const offered = await said(ada.select(...checked.choice('Repair late')), /repaired/);
    await said(ada.click(offered, 'Replace'), /is repaired/);
    const asked = await said(ada.select(...checked.choice('Remove again')), /Remove/);
    await said(ada.click(asked, 'Remove'), /is off the soundboard/);
    await expect
      .poll(() => log.messages().map(({ content }) => content))
      .toEqual(['➕ Ada added 1 sound: **late**', '➕ Ada added 1 sound: **again**']);
  });

  test('keeps a double if the other one is gone meanwhile, and repairs nothing that is gone', async ({ world }) => {
    const guild = await openBoard(world, true);
    const ada = guild.member('ada');
    const checked = await answer(ada.slash('soundboard check'));
    const asked = await said(ada.select(...checked.choice('Remove again')), /Remove/);
    const offered = await said(ada.select(...checked.choice('Repair late')), /repaired/);
    const remove = (name: string) =>
      board(world, guild).remove(board(world, guild).sounds.find((sound) => sound.name === name)?.id ?? '');
    remove('one');
    remove('late');
    expect(await refusal(ada.click(asked, 'Remove'))).toMatch(/no longer on the soundboard/);
    expect(await refusal(ada.click(offered, 'Replace'))).toMatch(/no longer on the soundboard/);
    expect(namesOn(world, guild)).toEqual(['two', 'again', 'trimmed', 'loud', 'torn', 'mute']);
  });

  test('repairs nothing if the bot may not change sounds of others', async ({ world }) => {
    const guild = await openBoard(world, true, ['CreateGuildExpressions']);
    const ada = guild.member('ada');
    const checked = await answer(ada.slash('soundboard check'));
    expect(await refusal(ada.select(...checked.choice('Repair late')))).toMatch(/I’m not allowed to change/);
    expect(await refusal(ada.select(...checked.choice('Remove again')))).toMatch(/I’m not allowed to change/);
    expect(namesOn(world, guild)).toHaveLength(8);
  });

  test('has nothing to say about an orderly board, or an empty one', async ({ world, ada }) => {
    const guild = await openBoard(world, false);
    await said(guild.member('ben').slash('soundboard check'), /I checked 2 sounds: nothing to mend/);
    expect(await refusal(ada.slash('soundboard check'))).toMatch(/no sounds on the soundboard yet/);
  });
});

test('the import adds the sounds with names, emoji and adders, and each only once', async ({ world }) => {
  const guild = await openBoard(world, false);
  const ada = guild.member('ada');
  await said(ada.slash('soundboard import'), /Added from the soundboard: 2 sounds. Already here: 0 sounds/);
  const [first] = await guild.sounds();
  expect(first).toMatchObject({
    label: 'one',
    tags: ['soundboard', '🎵'],
    fileName: 'one.mp3',
    addedBy: { name: 'Ben' },
  });
  await said(ada.slash('soundboard import'), /Added from the soundboard: 0 sounds. Already here: 2 sounds/);
  await guild.change({ adders: [] });
  expect(await refusal(guild.member('ben').slash('soundboard import'))).toMatch(/add/);
});
