import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { OperatorError } from '../../src/errors.ts';
import { type Operations, startOperations } from '../../src/operations/start-operations.ts';
import { answer, refusal, startWorld, type World } from '../e2e/world.ts';
import { sine, wav } from '../helpers/signals.ts';

const RATE = 22_050;

let operations: Operations;
let world: World;
/** What the engine does with the next sounds; the real thing unless a test says otherwise. */
let listen: Engine['embed'] | undefined;
beforeAll(async () => {
  operations = await startOperations({ METRICS_PORT: 0, METRICS_HOST: '127.0.0.1' }, () => null);
  const { observer } = operations;
  world = await startWorld({
    wrap: (engine) => operations.meterEngine({ ...engine, embed: (...args) => (listen ?? engine.embed)(...args) }),
    wrapLibraries: (libraries) => operations.meterLibraries(libraries),
    ...(observer && { observer }),
  });
});
afterEach(() => {
  listen = undefined;
});
afterAll(async () => {
  await world.close();
  await operations.close();
});

/** The value of one series, as Prometheus would read it. */
async function scrape(series: string): Promise<number | undefined> {
  const text = await (await fetch(`${operations.address}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('tell what became of interactions, how fast they were acknowledged, and what sounds cost', async () => {
  const ada = world.playground.member('ada');
  const tone = ada.upload('tone.wav', wav(sine(440, 1, RATE), RATE));
  await answer(ada.slash('add', { audio: tone, label: 'secret tone' }));
  await refusal(ada.slash('add', { audio: ada.upload('notes.wav', Buffer.from('not a sound')) }));
  await refusal(ada.slash('remove', { sound: 'no such sound' }));

  const ended = (command: string, outcome: string) =>
    scrape(`soundalike_interactions_total{command="${command}",outcome="${outcome}"}`);
  await expect.poll(() => ended('remove', 'refused: not-found')).toBe(1);
  expect(await ended('add', 'answered')).toBe(1);
  expect(await ended('add', 'refused: not-audio')).toBe(1);
  expect(await scrape('soundalike_acknowledge_seconds_count')).toBe(3);
  expect(await scrape('soundalike_interaction_seconds_count{command="add"}')).toBe(2);

  expect(await scrape('soundalike_jobs_total{outcome="heard"}')).toBe(1);
  expect(await scrape('soundalike_jobs_total{outcome="not-audio"}')).toBe(1);
  expect(await scrape('soundalike_job_stage_seconds_count{stage="decoding"}')).toBe(2);
  expect(await scrape('soundalike_job_stage_seconds_count{stage="listening"}')).toBe(1);
  for (const stage of ['waiting', 'decoding', 'listening'])
    expect(await scrape(`soundalike_jobs{stage="${stage}"}`)).toBe(0);

  expect(await scrape('soundalike_libraries')).toBe(1);
  expect(await scrape('soundalike_open_library_sounds')).toBe(1);
  expect(await scrape('soundalike_open_library_audio_bytes')).toBe(44 + 4 * RATE);
  expect(await scrape('soundalike_clap')).toBe(0);
  expect(await scrape('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  expect(await scrape('process_open_fds')).toBeGreaterThan(0);
});

test('show how many sounds wait, and none once they are given up', async () => {
  const stuck: (() => void)[] = [];
  listen = () => new Promise((_, reject) => stuck.push(() => reject(new OperatorError('too-long', 'Enough.'))));
  const ada = world.playground.member('ada');
  const sent = [440, 550].map((hertz) => {
    const audio = ada.upload('tone.wav', wav(sine(hertz, 1, RATE), RATE));
    return ada.slash('search', { audio });
  });
  await expect.poll(() => scrape('soundalike_jobs{stage="waiting"}')).toBe(2);
  for (const end of stuck) end();
  for (const each of sent) expect(await refusal(each)).toBe('Enough.');
  expect(await scrape('soundalike_jobs{stage="waiting"}')).toBe(0);
  expect(await scrape('soundalike_jobs_total{outcome="too-long"}')).toBe(2);
});

test('name no server, no member and nothing that anybody wrote', async () => {
  const text = await (await fetch(`${operations.address}/metrics`)).text();
  const { guilds, member } = world.playground;
  for (const name of ['secret', 'tone', 'Ada', member('ada').user.id, ...guilds.map(({ id }) => id)])
    expect(text).not.toContain(name);
});
