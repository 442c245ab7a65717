import type { Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, type Reply, refusal } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const HERTZ = [220, 247, 262, 294, 330, 349, 392, 440];

test.beforeAll(async ({ ada, ben }) => {
  for (const [index, pitch] of HERTZ.entries())
    await answer(
      add(index < 5 ? ada : ben, `tone ${pitch}`, toneFile(pitch, 0.5 + index / 10), {
        tags: index % 2 === 0 ? 'even' : 'odd',
      }),
    );
});

const query = (member: Member) => member.upload('my query.wav', toneFile(300, 1.3));
const search = (member: Member) => answer(member.slash('search', { audio: query(member), top: 3 }));
const startsAt = (rank: number) => (reply: Reply) => (reply.embeds[0]?.fields?.[0]?.name ?? '').startsWith(`${rank}. `);

test('sounds of an older engine version are not counted as searched', async ({ world, guild, ada }) => {
  const library = await guild.library();
  const audio = toneFile(500);
  const embedding = { ...(await world.engine.embed(audio)), version: 'another' };
  const addedBy = { id: '1', name: 'Ada' };
  const sound = { label: 'old', tags: [], addedBy, messageUrl: null, fileName: 'old.wav', embedding, audio };
  const { id } = await library.change((writer) => writer.add(sound));
  const message = await search(ada);
  await library.change((writer) => writer.remove([id]));
  expect(message.footer).toContain(`${HERTZ.length} sounds searched`);
});

describe('in /search,', () => {
  test('the option top sets the number of matches', async ({ ada }) => {
    const message = await search(ada);
    const scores = message.ranking().map(({ score }) => score);
    expect(scores).toHaveLength(3);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(message.isPrivate).toBe(false);
    expect(message.content).toBe('');
  });

  test('the option private shows the results only to the member', async ({ ada }) => {
    expect((await answer(ada.slash('search', { audio: query(ada), private: true }))).isPrivate).toBe(true);
  });

  test('the options tag and author filter the matches', async ({ ada, ben }) => {
    for (const [filter, found] of [
      [{ tag: 'even' }, ['tone 220', 'tone 262', 'tone 330', 'tone 392']],
      [{ author: ben.user.id }, ['tone 349', 'tone 392', 'tone 440']],
    ] as const) {
      const reply = await answer(ada.slash('search', { audio: query(ada), top: 10, ...filter }));
      expect(reply.labels().sort()).toEqual(found);
    }
  });

  test('the option least sets the minimum score, and the results say if no match reaches it', async ({ ada }) => {
    const message = await answer(ada.slash('search', { audio: ada.upload('hiss.wav', noiseFile()), min_score: 99 }));
    expect(message.ranking()).toEqual([]);
    expect(message.description).toMatch(/^No sound here passes these filters/);
  });

  test('the option sound searches with a stored sound, which is not its own match', async ({ ada }) => {
    const message = await answer(ada.slash('search', { sound: 'tone 262', top: 10 }));
    expect(message.labels()).toHaveLength(HERTZ.length - 1);
    expect(message.labels()).not.toContain('tone 262');
  });

  test('a file in the option audio that is in the library is named, and is not its own match', async ({ ada }) => {
    const audio = ada.upload('again.wav', toneFile(220, 0.5));
    const message = await answer(ada.slash('search', { audio, top: 10 }));
    expect(message.description).toMatch(/The exact same file is already in the library: \*\*\[tone 220\]/);
    expect(message.labels()).not.toContain('tone 220');
  });

  test('the option text needs CLAP, and the error says what to do instead', async ({ ada }) => {
    expect(await refusal(ada.slash('search', { text: 'a dog barks' }))).toMatch(/CLAP.*Attach a sound instead/);
  });

  test('exactly one of the options audio, sound and text must be given', async ({ ada }) => {
    for (const options of [{}, { audio: query(ada), sound: 'tone 262' }])
      expect(await refusal(ada.slash('search', options))).toMatch(/^Search with exactly one thing/);
  });
});

describe('the controls below results', () => {
  test('show further pages', async ({ ada }) => {
    const result = await search(ada);
    const second = await answer(ada.click(result, '▶'), startsAt(4));
    const third = await answer(ada.click(second, '▶'), startsAt(7));
    expect(third.labels()).toHaveLength(2);
    expect(new Set([result, second, third].flatMap((page) => page.labels())).size).toBe(HERTZ.length);
    expect(() => ada.click(third, '▶')).toThrow();
  });

  test('show pages only to the member who searched', async ({ ada, ben }) => {
    expect(await refusal(ben.click(await search(ada), '▶'))).toMatch(/somebody else’s search/);
  });

  test('play a match for any member, privately', async ({ ada, ben }) => {
    const result = await search(ada);
    const played = await answer(ben.select(...result.option(/Play/, 0)));
    expect(played.isPrivate).toBe(true);
    expect(played.title).toContain(result.labels()[0]);
  });

  test('search with a match for any member', async ({ ada, ben }) => {
    const result = await search(ada);
    const found = await answer(ben.select(...result.option(/More like/, 1)));
    expect(found.title).toContain(result.labels()[1]);
    expect(found.labels()).not.toContain(result.labels()[1]);
  });

  test('change the weights, and with them the ranking', async ({ ada }) => {
    const result = await search(ada);
    const open = await answer(ada.click(result, 'What matters?'));
    const tuned = await answer(ada.click(open, 'Loudness / Dynamics'));
    expect(tuned.description).toMatch(/Weighted your way/);
    expect(tuned.ranking()).not.toEqual(result.ranking());
    const less = await answer(ada.click(tuned, 'Loudness / Dynamics +'));
    const off = await answer(ada.click(less, 'Loudness / Dynamics −'));
    const normal = await answer(ada.click(off, 'Loudness / Dynamics off'));
    expect(normal.ranking()).toEqual(result.ranking());
  });

  test('report a sound that was removed meanwhile', async ({ guild, ada }) => {
    const choice = (await search(ada)).option(/Play/, 2);
    const [, , gone] = choice;
    await (await guild.library()).change((writer) => writer.remove(gone));
    expect(await refusal(ada.select(...choice))).toBe('That sound is no longer in the library.');
  });
});

test('buttons work after a restart, because the message contains all that they need', async ({ world, ada }) => {
  const { requests } = world.playground;
  const registrations = () =>
    requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;
  const before = registrations();
  const result = await search(ada);
  await world.restart();
  const second = await answer(ada.click(result, '▶'), (reply) => startsAt(4)(reply) && reply.content === '');
  expect(second.files).toHaveLength(1);
  expect(registrations(), 'the commands are registered at each start').toBe(before + 1);
});
