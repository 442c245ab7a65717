import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import type { Engine } from '../../src/engine/index.ts';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, ranking, refusal, startWorld, type World } from './world.ts';

// Tests searches by text. The engine loads a small stand-in CLAP model with the same code as the real model.

const RATE = 22_050;
const WORDS = 'a **low** hum';

let modelsDir: string;
let world: World;
let ada: Member;
/** Replaces the function that embeds texts; undefined uses the model. */
let read: Engine['embedText'] | undefined;
beforeAll(async () => {
  modelsDir = await mkdtemp(path.join(tmpdir(), 'soundalike-models-'));
  await writeStandIn(modelsDir);
  world = await startWorld({
    modelsDir,
    env: { MAX_JOBS_PER_MEMBER: '1' },
    wrap: (engine) => ({ ...engine, embedText: (...args) => (read ?? engine.embedText)(...args) }),
  });
  ada = world.playground.member('ada');
  for (const hertz of [110, 1100, 4400]) {
    const audio = ada.upload('tone.wav', wav(sine(hertz, 1, RATE), RATE));
    await answer(ada.slash('add', { audio, label: `tone ${hertz}` }));
  }
  await answer(ada.slash('add', { audio: ada.upload('hiss.wav', wav(noise(RATE, 1), RATE)), label: 'hiss' }));
});
afterAll(async () => {
  await world.close();
  await rm(modelsDir, { recursive: true });
});
afterEach(() => {
  read = undefined;
  expect(world.playground.violations).toEqual([]);
});

test('a text finds sounds, and the results show no acoustic features', async () => {
  const found = await answer(ada.slash('search', { text: WORDS, top: 2 }));
  expect(found.embeds[0]?.title).toBe('🔎 Sounds like “a \\*\\*low\\*\\* hum”');
  expect(found.embeds[0]?.footer?.text).toMatch(/^By meaning, with CLAP · 4 sounds searched$/);
  expect(ranking(found)).toHaveLength(2);
  for (const field of found.embeds[0]?.fields ?? []) expect(field.value).not.toContain('\n');
});

test('a text without visible characters is rejected', async () => {
  expect(await refusal(ada.slash('search', { text: '\u200b\u2060' }))).toMatch(/^Search with exactly one thing/);
});

test('pages of the results work after a restart', async () => {
  const found = await answer(ada.slash('search', { text: WORDS, top: 2 }));
  await world.restart();
  const second = await ada.click(found, '▶').until(({ embeds }) => /^3\. /.test(embeds[0]?.fields?.[0]?.name ?? ''));
  const labels = [...ranking(found), ...ranking(second)].map(({ label }) => label);
  expect(labels.sort()).toEqual(['hiss', 'tone 110', 'tone 1100', 'tone 4400']);
});

test('the weight of meaning can be set like any other', async () => {
  const audio = ada.upload('query.wav', wav(sine(111, 1, RATE), RATE));
  const found = await answer(ada.slash('search', { audio }));
  const open = await ada.click(found, 'What matters?').until(({ components }) => (components?.length ?? 0) > 3);
  const more = await ada.click(open, 'Meaning').until(({ embeds }) => /Weighted/.test(embeds[0]?.description ?? ''));
  expect(ranking(more).map(({ score }) => score)).not.toEqual(ranking(found).map(({ score }) => score));
});

test('a search by text counts towards the rate limit, and can be cancelled', async () => {
  read = (_, { signal } = {}) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const sent = ada.slash('search', { text: WORDS });
  const working = await sent.until(({ components }) => (components?.length ?? 0) > 0);
  expect(await refusal(ada.slash('search', { text: WORDS }))).toMatch(/^I’m still working on 1 of your sounds/);
  ada.click(working, 'Cancel');
  expect(await refusal(sent)).toBe('Cancelled. Nothing was changed.');
});
