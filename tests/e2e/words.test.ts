import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, controlled, refusal } from './reply.ts';
import { testInOneGuild } from './test.ts';

// Tests searches by text. The engine loads a small stand-in CLAP model with the same code as the real model.

const WORDS = 'a **low** hum';

const test = testInOneGuild.extend(
  'options',
  { scope: 'file' },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  async ({}, { onCleanup }) => {
    const modelsDir = await mkdtemp(path.join(tmpdir(), 'soundalike-models-'));
    onCleanup(() => rm(modelsDir, { recursive: true }));
    await writeStandIn(modelsDir);
    return { modelsDir, env: { MAX_JOBS_PER_MEMBER: '1', THREADS: '1' } };
  },
);

test.beforeAll(async ({ ada }) => {
  for (const hertz of [110, 1100, 4400]) await answer(add(ada, `tone ${hertz}`, toneFile(hertz)));
  await answer(add(ada, 'hiss', noiseFile()));
});

test('a text finds sounds, and the results show no acoustic features', async ({ ada }) => {
  const found = await answer(ada.slash('search', { text: WORDS, top: 2 }));
  expect(found.title).toBe('🔎 Sounds like “a \\*\\*low\\*\\* hum”');
  expect(found.footer).toMatch(/^By meaning, with CLAP · 4 sounds searched$/);
  expect(found.ranking()).toHaveLength(2);
  expect(found.description.split('\n')).toEqual([
    expect.stringMatching(/^\*\*1\.\*\* .* \*\*\d+\s?%\*\*$/),
    expect.stringMatching(/^0:01 · added by Ada$/),
    expect.stringMatching(/^\*\*2\.\*\* .* · \d+\s?%$/),
  ]);
});

test('a text without visible characters is rejected', async ({ ada }) => {
  expect(await refusal(ada.slash('search', { text: '\u200b\u2060' }))).toMatch(/^Search with exactly one thing/);
});

test('pages of the results work after a restart', async ({ world, ada }) => {
  const found = await answer(ada.slash('search', { text: WORDS, top: 2 }));
  await world.restart();
  const second = await answer(ada.click(found, '▶'), ({ firstRank }) => firstRank === 3);
  const labels = [...found.labels(), ...second.labels()];
  expect(labels.sort()).toEqual(['hiss', 'tone 110', 'tone 1100', 'tone 4400']);
});

test('the weight of meaning can be set like any other', async ({ ada }) => {
  const found = await answer(ada.slash('search', { audio: ada.upload('query.wav', toneFile(111)) }));
  const open = await controlled(ada.click(found, 'What matters?'), /Meaning/);
  const more = await answer(ada.select(...open.choice('More Meaning')), ({ description }) =>
    description.includes('⚖️ More Meaning'),
  );
  expect(more.ranking().map(({ score }) => score)).not.toEqual(found.ranking().map(({ score }) => score));
});

test('a search by text counts towards the rate limit, and can be cancelled', async ({ world, ada }) => {
  world.replace({
    embedText: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  });
  const sent = ada.slash('search', { text: WORDS });
  const working = await controlled(sent);
  expect(await refusal(ada.slash('search', { text: WORDS }))).toMatch(/^I’m still working on 1 of your sounds/);
  ada.click(working, 'Cancel');
  expect(await refusal(sent)).toBe('Cancelled. Nothing was changed.');
});
