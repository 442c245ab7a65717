import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BotEvents } from '../../src/discord/events.ts';
import { reportAnalysis } from '../../src/engine/report-analysis.ts';
import { UserError } from '../../src/errors.ts';
import { type Operations, startOperations } from '../../src/operations/start-operations.ts';
import { answer, refusal } from '../e2e/reply.ts';
import { startWorld, type World } from '../e2e/world.ts';
import { sine, wav } from '../helpers/signals.ts';

const RATE = 22_050;

let operations: Operations;
let world: World;
const events = new EventEmitter<BotEvents>();
beforeAll(async () => {
  operations = await startOperations({ METRICS_PORT: 0, METRICS_HOST: '127.0.0.1' }, events, async () => null);
  world = await startWorld({ events });
  operations.measure(world);
});
afterEach(() => world.replace({}));
afterAll(async () => {
  await world.close();
  await operations.close();
});

/** Fetches /metrics and returns the value of one time series, or undefined if it is missing. */
async function scrape(series: string): Promise<number | undefined> {
  const text = await (await fetch(`${operations.address}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('metrics count and time interactions and analyses, and measure the libraries and the process', async () => {
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

test('metrics show the number of waiting sounds, and zero after their analyses failed', async () => {
  const stuck: (() => void)[] = [];
  const tooSlow = new UserError({ code: 'analysisTooSlow', seconds: 60 });
  const wait = () => new Promise<never>((_, reject) => stuck.push(() => reject(tooSlow)));
  world.replace({
    embed: (_, options = {}) => reportAnalysis((event) => events.emit('analysis', event), options, wait),
  });
  const ada = world.playground.member('ada');
  const sent = [440, 550].map((hertz) => {
    const audio = ada.upload('tone.wav', wav(sine(hertz, 1, RATE), RATE));
    return ada.slash('search', { audio });
  });
  await expect.poll(() => scrape('soundalike_jobs{stage="waiting"}')).toBe(2);
  for (const end of stuck) end();
  for (const each of sent) expect(await refusal(each)).toBe(tooSlow.message);
  expect(await scrape('soundalike_jobs{stage="waiting"}')).toBe(0);
  expect(await scrape('soundalike_jobs_total{outcome="too-long"}')).toBe(2);
});

test('metrics contain no server, no member and no text of members', async () => {
  const text = await (await fetch(`${operations.address}/metrics`)).text();
  const { guilds, member } = world.playground;
  for (const name of ['secret', 'tone', 'Ada', member('ada').user.id, ...guilds.map(({ id }) => id)])
    expect(text).not.toContain(name);
});
