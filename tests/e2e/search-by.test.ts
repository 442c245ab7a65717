import { expect } from 'vitest';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { play, reversed, TUNE } from '../engine/search/melodies.ts';
import { noiseFile, wav } from '../helpers/signals.ts';
import { newSound } from '../storage/helpers/sounds.ts';
import { add } from './add.ts';
import { answer, pictured, refusal } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const fileOf = (samples: Float32Array) => wav(samples, FEATURE_RATE);
const tune = play(TUNE);
const other = play(reversed(TUNE));
const long = new Float32Array(3 * tune.length);
long.set(other);
long.set(tune, tune.length);
long.set(other, 2 * tune.length);

test.beforeAll(async ({ ada }) => {
  for (const [label, samples] of Object.entries({ long, other })) await answer(add(ada, label, fileOf(samples)));
});

test('a hum in another key and at another tempo finds its tune, and the answer says how it differs', async ({
  ada,
}) => {
  const hum = ada.upload('hum.wav', fileOf(play(TUNE, { shift: 3, tempo: 1.25, harmonics: [1, 0.8, 0.3] })));
  const reply = await pictured(ada.slash('search', { audio: hum, by: 'tune' }));
  expect(reply.title).toBe('🎵 The tune of “hum.wav”');
  expect(reply.labels()[0]).toBe('long');
  expect(reply.description).toMatch(/long.*🎵 same tune, 3 semitones lower, (1[7-9]|2[0-3])% slower · ⏱️ from 0:0[4-7]/);
  expect(reply.footer).toBe('By tune · 2 sounds searched');
});

test('a search with a hum offers the search by tune', async ({ ada }) => {
  const hum = ada.upload('hum.wav', fileOf(play(TUNE, { shift: -2, harmonics: [1, 0.8, 0.3] })));
  const reply = await answer(ada.slash('search', { audio: hum }));
  expect(reply.footer).toContain('🎵 Sounds like humming. Search by tune?');
  const found = await answer(ada.click(reply, 'I hummed this'), ({ title }) => title.startsWith('🎵'));
  expect(found.labels()[0]).toBe('long');
});

test('a button below results searches by another aspect, also after a restart', async ({ world, ada }) => {
  const excerpt = ada.upload('excerpt.wav', fileOf(tune.slice(FEATURE_RATE, 4 * FEATURE_RATE)));
  const whole = await answer(ada.slash('search', { audio: excerpt }));
  await world.restart();
  const part = await answer(ada.click(whole, 'It’s an excerpt'), ({ title }) => title.startsWith('✂️'));
  expect(part.labels()[0]).toBe('long');
  expect(part.description).toMatch(/✂️ same part · ⏱️ from 0:0[67]/);
  const playing = await answer(ada.select(...part.option(/Play/, 0)));
  expect(playing.content).toMatch(/^Plays from 0:0[67]\.\d\.$/);
  const again = await answer(ada.click(part, 'Whole sound'), ({ title }) => title.startsWith('🔎'));
  expect(again.ranking()).toEqual(whole.ranking());
});

test('a stored sound is searched by too, and a sound without a tune is told so', async ({ ada }) => {
  const stored = await answer(ada.slash('search', { sound: 'other', by: 'tune' }));
  expect(stored.labels()).toEqual(['long']);
  expect(stored.description).toContain('🎵 same tune, in the same key, at the same tempo');
  const noise = await answer(ada.slash('search', { audio: ada.upload('hiss.wav', noiseFile()), by: 'tune' }));
  expect(noise.description).toBe('I found no tune in that. Hum or play at least three notes, one at a time.');
});

test('words have no tune, and sounds that are not prepared yet are counted', async ({ guild, ada }) => {
  expect(await refusal(ada.slash('search', { text: 'dog', by: 'tune' }))).toMatch(/Words have no tune|CLAP/);
  const library = await guild.library();
  const [{ id } = { id: '' }] = [await library.change((writer) => writer.add({ ...newSound(1), searchData: null }))];
  const reply = await answer(ada.slash('search', { sound: 'other', by: 'beat' }));
  await library.change((writer) => writer.remove([id]));
  expect(reply.description).toContain('⏳ Not searched: 1 sound that I’m still preparing');
});
