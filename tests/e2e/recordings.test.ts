import { describe, expect } from 'vitest';
import { refreshSounds } from '../../src/upkeep/refresh-sounds.ts';
import { type AudioFormat, encodeAudio } from '../helpers/encode-audio.ts';
import { concatenate, faster, melody } from '../helpers/melody.ts';
import { wav } from '../helpers/signals.ts';
import { answer, controlled, type Reply, said } from './reply.ts';
import { testInOneGuild } from './test.ts';

const RATE = 22_050;
const song = melody(1, 12, RATE);
/** Number of different recordings in the library when the test goes through all pages of the search results. */
const RECORDINGS = 9;
const jingle = melody(2, 4, RATE);

const test = testInOneGuild
  .extend(
    'add',
    { scope: 'file' },
    ({ ada }) =>
      (label: string, audio: Uint8Array) =>
        answer(ada.slash('add', { audio: ada.upload(`${label}.wav`, audio), label })),
  )
  .extend('addAnyway', { scope: 'file' }, ({ ada, add }) => async (label: string, audio: Uint8Array) => {
    const asked = await add(label, audio);
    expect(asked.title).toBe('🤔 Already here?');
    await answer(ada.click(asked, 'Add anyway'), ({ components }) => components?.length === 0);
  });

/** Returns the lines of a reply as plain text: a Markdown link `[label](url)` becomes `label`. */
const lines = ({ description }: Reply) =>
  description
    .replace(/\]\([^)]*\)/g, '')
    .replaceAll('[', '')
    .split('\n');

describe('an added sound', () => {
  test('of a new recording is added without a question', async ({ add }) => {
    expect(lines(await add('song', wav(song, RATE)))).toEqual(['**song** · 0:12']);
    // Another tune on the same instrument is similar to the first sound, but not a copy of the sound.
    expect(lines(await add('other', wav(melody(3, 12, RATE), RATE)))).toEqual(['**other** · 0:12']);
  });

  test('that is the same recording in another file is asked about', async ({ ada, add }) => {
    const asked = await add('copy', await encodeAudio(song, RATE, 'mp3', { bitrate: '64k' }));
    expect(asked.title).toBe('🤔 Already here?');
    expect(lines(asked)).toEqual(['**copy** is the same recording as **song**']);
    await said(ada.click(asked, 'Leave it out'), /^Left out\.$/);
  });

  test('that is an excerpt is added, and the reply says of what', async ({ add }) => {
    const excerpt = song.slice(5 * RATE, 10 * RATE);
    const added = await add('excerpt', wav(excerpt, RATE));
    expect(added.title).toBe('✅ Added');
    expect(lines(added)).toEqual(['**excerpt** · 0:05', '↳ **excerpt** is an excerpt of **song**: 0:05 to 0:10']);
  });

  test('at another speed is added, and the reply says how much faster it is', async ({ add }) => {
    const added = await add('fast', wav(faster(song, 1.03), RATE));
    expect(lines(added)[0]).toBe('**fast** · 0:12');
    expect(lines(added)).toContain('↳ **fast** is **song** at another speed (3% faster)');
  });

  test('with a part of another is added, and the reply says which part', async ({ add }) => {
    await add('talk', wav(concatenate(jingle, melody(4, 6, RATE)), RATE));
    const added = await add('news', wav(concatenate(jingle, melody(5, 6, RATE)), RATE));
    expect(lines(added)).toEqual([
      '**news** · 0:10',
      '↳ **news** shares a part with **talk**: 0:00 to 0:04 is 0:00 to 0:04 there',
    ]);
  });
});

test('/duplicates says what the sounds are to each other', async ({ ada, addAnyway }) => {
  await addAnyway('copy', await encodeAudio(song, RATE, 'ogg'));
  const found = await answer(ada.slash('duplicates'));
  const [first, ...others] = lines(found);
  expect(first).toMatch(/^\*\*1\.\*\* \*\*song\*\* is the same recording as \*\*copy\*\* · \d+%$/);
  expect(others.map((line) => line.replace(/^\*\*\d+\.\*\* | · \d+%$/g, ''))).toEqual(
    expect.arrayContaining([
      '**excerpt** is an excerpt of **song**: 0:05 to 0:10',
      '**fast** is **song** at another speed (3% faster)',
      '**news** shares a part with **talk**: 0:00 to 0:04 is 0:00 to 0:04 there',
    ]),
  );
  expect(found.footer).toBe('7 sounds compared. Nothing is removed unless you remove it.');
});

describe('a search', () => {
  test('says "same recording" of what was related, and of nothing else', async ({ ada }) => {
    const audio = ada.upload('query.mp3', await encodeAudio(song, RATE, 'mp3', { bitrate: '48k' }));
    const found = await answer(ada.slash('search', { audio }));
    const [best, others] = found.description.split(/^(?=\*\*2\.)/m);
    expect(best).toMatch(/ · same recording$/m);
    expect(others).not.toMatch(/same recording\b(?! is also here)/);
    expect(found.description).toMatch(/^the same recording is also here as (song|copy)$/m);
  });

  test('still folds a sound that was removed and put back', async ({ guild, ada }) => {
    const asked = await controlled(ada.slash('remove', { sound: 'song' }));
    const gone = await said(ada.click(asked, 'Remove'), /^🗑️/);
    await said(ada.click(gone, 'Put it back'), /is back\.$/);
    expect((await guild.labels()).at(-1)).toBe('song');
    expect(lines(await answer(ada.slash('duplicates')))[0]).toContain('**copy** is the same recording as **song** · ');
  });

  test.for([1, 3])(
    'reaches every recording by paging, %i at a time, whatever the copies',
    async (top, { ada, add, addAnyway }) => {
      if (top === 1)
        for (const seed of [11, 12, 13])
          for (const [index, format] of (['wav', 'flac', 'mp3', 'ogg'] as AudioFormat[]).entries()) {
            const audio = await encodeAudio(melody(seed, 3, RATE), RATE, format);
            if (index === 0) await add(`tune ${seed}`, audio);
            else await addAnyway(`tune ${seed} ${format}`, audio);
          }
      const audio = ada.upload('query.wav', wav(melody(14, 3, RATE), RATE));
      let page = await answer(ada.slash('search', { audio, top }));
      const places = page.labels();
      while (places.length < RECORDINGS) {
        page = await answer(ada.click(page, '▶'), ({ firstRank }) => firstRank === places.length + 1);
        places.push(...page.labels());
      }
      expect(() => ada.click(page, '▶')).toThrow();
      // An entry of the results stands for one recording, and may show the label of any copy of this recording.
      const recordings = places.map((label) => label.replace(/^(tune \d+).*/, '$1').replace('copy', 'song'));
      expect(recordings.sort()).toEqual(
        ['excerpt', 'fast', 'news', 'other', 'song', 'talk', 'tune 11', 'tune 12', 'tune 13'].sort(),
      );
    },
  );
});

test('sounds of an earlier version are compared in the background, and harm nothing before', async ({
  world,
  quietRoom,
  dora,
}) => {
  const library = await quietRoom.library();
  for (const [label, audio] of [
    ['old', wav(song, RATE)],
    ['old copy', await encodeAudio(song, RATE, 'mp3')],
  ] as const) {
    const embedding = await world.engine.embed(audio);
    const addedBy = { id: '1', name: 'someone' };
    await library.change((writer) =>
      writer.add({ label, tags: [], addedBy, messageUrl: null, fileName: `${label}.wav`, embedding, audio }),
    );
  }
  const before = await answer(dora.slash('duplicates'));
  // It is not known yet that there are no duplicates.
  expect(before.description).toBe('No duplicates found so far.');
  expect(before.footer).toMatch(/^0 sounds compared.* 2 sounds not compared yet\. Try again later\.$/);
  await refreshSounds(world.engine, world.libraries, new AbortController().signal);
  const [line, ...more] = lines(await answer(dora.slash('duplicates')));
  expect([line, more]).toEqual([expect.stringContaining('**old** is the same recording as **old copy** · '), []]);
});
