import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { Fault, Member } from 'discord-playground';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { BotEvents, SettledInteraction } from '../../src/discord/events.ts';
import { samplePath } from '../helpers/samples.ts';
import { sine, wav } from '../helpers/signals.ts';
import { answer, refusal, startWorld, type World } from './world.ts';

// What the bot has done, it must not tell as failed, whatever Discord does with its answer.

const RATE = 22_050;
const UNDELIVERED = /^Discord didn’t accept my answer/;

let logged = '';
const sink = new Writable({
  write(chunk, _encoding, done) {
    logged += chunk;
    done();
  },
});

let world: World;
let ada: Member;
const outcomes: SettledInteraction[] = [];
beforeAll(async () => {
  const events = new EventEmitter<BotEvents>();
  events.on('interaction', (event) => {
    if (event.type === 'settled') outcomes.push(event);
  });
  world = await startWorld({ log: pino({ level: 'info' }, sink), events });
  ada = world.playground.member('ada');
}, 60_000);
beforeEach(() => {
  logged = '';
});
afterEach(() => expect(logged).not.toContain('"level":50'));
afterAll(() => world.close());

let pitch = 200;
/** Lets Ada add a sound that is no duplicate of an earlier one. */
function add() {
  pitch *= 1.3;
  return ada.slash('add', { audio: ada.upload(`${Math.round(pitch)}.wav`, wav(sine(pitch, pitch / 200, RATE), RATE)) });
}

function inject(fault: Fault): void {
  const stop = world.playground.inject(fault);
  onTestFinished(stop);
}

describe.each([
  ['status 413', { status: 413, withFiles: true }],
  ['error 40005', { status: 400, code: 40005, withFiles: true }],
])('if Discord refuses files with %s,', (_, fault) => {
  test('a sound is told as added, without the file', async () => {
    inject({ ...fault, times: 100 });
    const added = await answer(add());
    expect(added.embeds[0]?.title).toBe('✅ Added');
    expect(added.attachments).toEqual([]);
  });

  test('results are shown without the file and the picture', async () => {
    inject({ ...fault, times: 100 });
    const found = await answer(
      ada.slash('search', { audio: ada.upload('q.flac', readFileSync(samplePath('bd_haus'))) }),
    );
    expect(found.embeds[0]?.fields?.length).toBeGreaterThan(0);
    expect(found.embeds[0]?.image).toBeUndefined();
  });

  test('a reply that is nothing but a file ends in a line that says what happened', async () => {
    inject({ ...fault, times: 100 });
    const cleo = world.playground.member('cleo');
    const sent = cleo.slash('export');
    const line = await sent.until(({ content }) => UNDELIVERED.test(content));
    expect(line.content).not.toMatch(/went wrong/);
    await expect.poll(() => outcomes.find(({ id }) => id === sent.id)?.outcome).toBe('undelivered');
  });
});

describe.each(['reset', 'close'] as const)('if a connection is cut by a %s', (cut) => {
  test.each([
    ['before', false],
    ['after', true],
  ])('%s Discord acts, the answer arrives once', async (_, isDone) => {
    for (const request of [
      { method: 'POST', path: /callback/ },
      { method: 'PATCH', path: /@original/ },
    ])
      inject({ status: 0, cut, isDone, ...request });
    const before = world.playground.messages(ada.channelId).length;
    expect((await answer(add())).embeds[0]?.title).toBe('✅ Added');
    expect(world.playground.messages(ada.channelId)).toHaveLength(before + 1);
  });
});

test('a change whose answer is lost is not told as failed', async () => {
  const [sound] = await world.sounds();
  inject({ status: 500, method: 'PATCH', path: /@original/, times: 10_000 });
  const sent = ada.slash('edit', { sound: sound?.id ?? '', label: 'renamed' });
  expect(await refusal(sent)).toMatch(UNDELIVERED);
  expect((await world.sounds())[0]?.label).toBe('renamed');
});

test('a second press of *Add anyway* is told that the sound was added', async () => {
  const audio = ada.upload('twice.wav', wav(sine(180, 1.1, RATE), RATE));
  await answer(ada.slash('add', { audio }));
  const asked = await answer(ada.slash('add', { audio }));
  const [first, second] = [ada.click(asked, 'Add anyway'), ada.click(asked, 'Add anyway')];
  expect(await refusal(second)).toMatch(/already adding|already/);
  await first.until(({ embeds }) => embeds[0]?.title === '✅ Added');
  expect(await refusal(ada.click(asked, 'Add anyway')).catch((error: Error) => error.message)).toMatch(
    /has been added already|no button/,
  );
});
