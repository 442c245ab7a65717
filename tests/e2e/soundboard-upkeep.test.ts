import type { BoardSoundSeed } from 'discord-playground';
import { describe, expect } from 'vitest';
import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { CLAP_RATE } from '../../src/engine/pcm.ts';
import { DEFAULT_LUFS, makeBoardSound } from '../../src/engine/soundboard/make-board-sound.ts';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { samplePath } from '../helpers/samples.ts';
import { type Guild, openWorkshop } from './guild.ts';
import { answer, refusal, said } from './reply.ts';
import { test } from './test.ts';
import type { World } from './world.ts';

const DECODING = { decoder: 'wasm', withClap: true, withLevels: true, maxSeconds: 60, timeoutMs: 60_000 } as const;
const ORDINARY = ['loop_amen', 'elec_bong', 'ambi_choir', 'misc_crow'] as const;

/** Returns the samples of a CC0 sound at the loudness of the board, at 48 kHz. */
async function leveled(name: string): Promise<Float32Array> {
  const { clap } = await decodeAudio(samplePath(name), DECODING);
  const { audio } = await makeBoardSound(clap ?? new Float32Array(), { targetLufs: DEFAULT_LUFS, timeoutMs: 60_000 });
  return (await decodeAudio(audio, DECODING)).clap ?? new Float32Array();
}

const seed = async (name: string, samples: Float32Array, format: 'mp3' | 'opus' = 'mp3'): Promise<BoardSoundSeed> => ({
  ...{ name, by: 'ben', emoji: '🎵' },
  file: await encodeAudio(samples, CLAP_RATE, format, { bitrate: '96k' }),
});

/** Opens a server with ordinary sounds on its soundboard, and one of each that is to be repaired. */
async function openBoard(world: World, withFaults: boolean): Promise<Guild> {
  const sounds = await Promise.all(ORDINARY.map(leveled));
  const [loop = new Float32Array(), bong = new Float32Array(), choir = new Float32Array(), crow = new Float32Array()] =
    sounds;
  const faults = [
    await seed('again', loop, 'opus'),
    await seed('trimmed', choir.subarray(0.3 * CLAP_RATE)),
    await seed(
      'loud',
      (await leveled('bass_thick_c')).map((sample) => 2.5 * sample),
    ),
    await seed(
      'torn',
      (await leveled('guit_e_slide')).map((sample) => Math.max(-1, Math.min(1, 12 * sample))),
    ),
    await seed('late', Float32Array.from([...new Float32Array(0.5 * CLAP_RATE), ...(await leveled('perc_bell'))])),
  ];
  const ordinary = [
    await seed('loop', loop),
    await seed('bong', bong),
    await seed('choir', choir),
    await seed('crow', crow),
  ];
  return openWorkshop(world, {
    premiumTier: 1,
    channels: [{ name: 'sounds' }],
    members: [
      { name: 'ada', displayName: 'Ada' },
      { name: 'ben', displayName: 'Ben' },
    ],
    bot: [
      'ViewChannel',
      'SendMessages',
      'EmbedLinks',
      'AttachFiles',
      'CreateGuildExpressions',
      'ManageGuildExpressions',
    ],
    soundboard: withFaults ? [...ordinary, ...faults] : ordinary,
  });
}

const namesOn = (world: World, guild: Guild) => world.playground.soundboard(guild.id).sounds.map(({ name }) => name);

describe('the check of a soundboard', () => {
  test('finds each problem and no other, and repairs only what it is told to', async ({ world }) => {
    const guild = await openBoard(world, true);
    const [ada, ben] = [guild.member('ada'), guild.member('ben')];
    const checked = await answer(ada.slash('soundboard check'));
    expect(checked.title).toBe('Checked: 9 sounds');
    expect(checked.description.split('\n')).toEqual([
      '🎵 **again**: the same recording as **loop**',
      '🎵 **trimmed**: the same recording as **choir**',
      expect.stringMatching(/^🎵 \*\*loud\*\*: \d+ LU louder than the median$/),
      expect.stringMatching(/^🎵 \*\*torn\*\*: \d+ LU louder than the median and clipped$/),
      expect.stringMatching(/^🎵 \*\*late\*\*: 0\.5 s of silence at the start$/),
    ]);
    expect(await refusal(ben.select(...(await answer(ben.slash('soundboard check'))).choice('Remove again')))).toMatch(
      /Manage Expressions/,
    );

    const offered = await said(ada.select(...checked.choice('Repair late')), /\*\*late\*\*, repaired/);
    expect(offered.files).toEqual(['late.ogg']);
    const asked = await said(ada.select(...checked.choice('Remove again')), /Remove \*\*again\*\*/);
    expect(namesOn(world, guild)).toHaveLength(9);
    expect(await guild.labels()).toEqual([]);
    await world.restart();
    await said(ada.click(offered, 'Replace'), /\*\*late\*\* is repaired/);
    await said(ada.click(asked, 'Remove'), /\*\*again\*\* is off the soundboard/);
    expect(namesOn(world, guild)).toEqual(['loop', 'bong', 'choir', 'crow', 'trimmed', 'loud', 'torn', 'late']);
    expect(await guild.labels()).toEqual(['late', 'again']);

    const again = await answer(ada.slash('soundboard check'));
    expect(again.description).not.toMatch(/late|again/);
  });

  test('has nothing to say about an orderly board, or an empty one', async ({ world, ada }) => {
    const guild = await openBoard(world, false);
    await said(guild.member('ben').slash('soundboard check'), /I checked 4 sounds: nothing to mend/);
    expect(await refusal(ada.slash('soundboard check'))).toMatch(/no sounds on the soundboard yet/);
  });
});

test('the import adds the sounds with names, emoji and adders, and each only once', async ({ world }) => {
  const guild = await openBoard(world, false);
  const ada = guild.member('ada');
  await said(ada.slash('soundboard import'), /Added from the soundboard: 4 sounds. Already here: 0 sounds/);
  const [first] = await guild.sounds();
  expect(first).toMatchObject({
    label: 'loop',
    tags: ['soundboard', '🎵'],
    fileName: 'loop.mp3',
    addedBy: { name: 'Ben' },
  });
  await said(ada.slash('soundboard import'), /Added from the soundboard: 0 sounds. Already here: 4 sounds/);
  await guild.change({ adders: [] });
  expect(await refusal(guild.member('ben').slash('soundboard import'))).toMatch(/add/);
});
