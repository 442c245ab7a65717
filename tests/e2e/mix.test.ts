import { expect } from 'vitest';
import {
  BLOCK_DIMENSIONS,
  type BlockName,
  type Embedding,
  ENGINE_VERSION,
  mapFeatures,
} from '../../src/engine/embedding.ts';
import { newSound } from '../storage/helpers/sounds.ts';
import { answer, said } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

/** Creates a sound whose tone and rhythm are among a few that have nothing in common. */
function play(tone: number, rhythm: number): Embedding {
  const axis: Partial<Record<BlockName, number>> = { mfcc: tone, contrast: tone, zcr: tone, rhythm };
  const features = mapFeatures((name) => {
    const block = new Float32Array(BLOCK_DIMENSIONS[name]);
    block[axis[name] ?? 0] = 1;
    return block;
  });
  return { version: ENGINE_VERSION, clapModel: null, seconds: 1, clap: null, features };
}

const SOUNDS = {
  bell: [1, 1],
  march: [2, 2],
  'bell march': [1, 2],
  chime: [1, 3],
  gong: [1, 4],
  waltz: [3, 5],
} as const;

test.beforeAll(async ({ guild }) => {
  const library = await guild.library();
  for (const [index, [label, [tone, rhythm]]] of Object.entries(SOUNDS).entries())
    await library.change((writer) => writer.add({ ...newSound(index), label, embedding: play(tone, rhythm) }));
});

test('a search mixes the tone of one sound with the rhythm of another', async ({ ada }) => {
  const mixed = await answer(ada.slash('search', { sound: 'bell', also_like: 'march', share: 'rhythm' }));
  expect(mixed.labels()[0]).toBe('bell march');
  expect(mixed.labels()).not.toContain('march');
  expect(mixed.description).toContain('🧪 Mixed: with the rhythm of **march**.');
});

test('a search by tune is not mixed, and says so', async ({ ada }) => {
  await said(ada.slash('search', { sound: 'bell', also_like: 'march', by: 'tune' }), /Only a search for whole sounds/);
});

test('a menu below the results mixes with matches, and goes on after a restart', async ({ world, ada }) => {
  const found = await answer(ada.slash('search', { sound: 'bell', top: 10 }));
  const tuning = await answer(ada.click(found, 'What matters?'));
  const rank = tuning.labels().indexOf('march') + 1;
  const more = await answer(ada.select(...tuning.choice(`Like this too: ${rank}. march`)));
  expect(more.description).toContain('Mixed: also like **march**.');
  await world.restart();
  const rhythm = await answer(ada.select(...more.choice('Only the rhythm of march')));
  expect(rhythm.labels()[0]).toBe('bell march');
  const gong = rhythm.labels().indexOf('gong') + 1;
  const less = await answer(ada.select(...rhythm.choice(`Less like this: ${gong}. gong`)));
  expect(less.description).toContain('with the rhythm of **march** and less like **gong**');
  // All bells have the tone of the gong, and nothing else does.
  expect(less.ranking().find(({ label }) => label === 'chime')?.score).toBeLessThan(
    rhythm.ranking().find(({ label }) => label === 'chime')?.score ?? 0,
  );
  const without = await answer(ada.select(...less.choice('Without gong')));
  expect(without.ranking()).toEqual(rhythm.ranking());
});

test('the order varied puts unlike sounds first', async ({ ada }) => {
  const usual = await answer(ada.slash('search', { sound: 'bell', order: 'plain' }));
  const varied = await answer(ada.slash('search', { sound: 'bell', order: 'varied' }));
  expect(varied.labels()[0]).toBe(usual.labels()[0]);
  expect(varied.labels()).not.toEqual(usual.labels());
});
