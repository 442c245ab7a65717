import { expect } from 'vitest';
import { type Embedding, ENGINE_VERSION } from '../../src/engine/embedding.ts';
import { embeddingOf, middleOf, newSound } from '../storage/helpers/sounds.ts';
import { answer, type Reply } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const HUB = 'hub';
const QUERY = 'sound 4';

test.beforeAll(async ({ guild }) => {
  const random = Array.from({ length: 51 }, (_, i) => embeddingOf(i, { clapModel: null, version: ENGINE_VERSION }));
  const [common, ...own] = random;
  const similar = own.map((embedding) => middleOf(common ? [embedding, embedding, embedding, common] : []));
  const library = await guild.library();
  const add = (label: string, embedding: Embedding, seed: number) =>
    library.change((writer) => writer.add({ ...newSound(seed), label, embedding }));
  for (const [seed, embedding] of similar.entries()) await add(`sound ${seed}`, embedding, seed);
  await add(HUB, middleOf(similar), 1000);
});

const isByScore = (reply: Reply) => {
  const scores = reply.ranking().map(({ score }) => score);
  return scores.every((score, index) => score <= (scores[index - 1] ?? 1));
};
const rankOfHub = (reply: Reply) => reply.labels().indexOf(HUB) + 1;

test('a sound that resembles all others has a lower rank than by its score, and the match before it stands out', async ({
  ada,
}) => {
  const usual = await answer(ada.slash('search', { sound: QUERY, top: 10 }));
  const plain = await answer(ada.slash('search', { sound: QUERY, top: 10, order: 'plain' }));
  expect(rankOfHub(plain)).toBe(1);
  expect(rankOfHub(usual)).not.toBe(1);
  expect(isByScore(usual)).toBe(false);
  expect(usual.description).toContain('stands out here');
  expect(usual.description).toMatch(/\d\d% \(top \d+%\)/);
  expect(isByScore(plain)).toBe(true);
  expect(plain.description).not.toContain('stands out here');
});

test('pages keep the order of the search, also after a restart', async ({ world, ada }) => {
  const first = await answer(ada.slash('search', { sound: QUERY, top: 3, order: 'plain' }));
  await world.restart();
  const second = await answer(ada.click(first, '▶'), ({ firstRank }) => firstRank === 4);
  const back = await answer(ada.click(second, '◀'), ({ firstRank }) => firstRank === 1);
  expect(back.ranking()).toEqual(first.ranking());
});

test('the setting of the server is the order of searches without the option', async ({ guild, ada }) => {
  await guild.change({ order: 'plain' });
  expect(rankOfHub(await answer(ada.slash('search', { sound: QUERY })))).toBe(1);
  expect(rankOfHub(await answer(ada.slash('search', { sound: QUERY, order: 'library' })))).not.toBe(1);
});
