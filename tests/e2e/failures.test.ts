import { Writable } from 'node:stream';
import type { Member } from 'discord-playground';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { sine, wav } from '../helpers/signals.ts';
import { answer, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const tone = wav(sine(440, 1, RATE), RATE);

let logged: string;
const sink = new Writable({
  write(chunk, _encoding, done) {
    logged += chunk;
    done();
  },
});

let world: World;
let ada: Member;
beforeAll(async () => {
  world = await startWorld({
    log: pino({ level: 'info' }, sink),
    env: { MAX_JOBS_PER_MEMBER: '3' },
  });
  ada = world.playground.member('ada');
});
beforeEach(() => {
  world.replaceEmbed();
  logged = '';
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

test('a bug is answered with an apology and an id, and the log has the error under that id', async () => {
  world.replaceEmbed(() => Promise.reject(new TypeError('x is not a function at /srv/secret')));
  const line = await refusal(ada.slash('add', { audio: ada.upload('tone.wav', tone) }));
  const [, requestId = 'none'] = /^Something went wrong on my side\..*: ([0-9a-f]{8})$/.exec(line) ?? [];
  const entry = logged.split('\n').find((text) => text.includes('x is not a function'));
  expect(JSON.parse(entry ?? '{}')).toMatchObject({ level: 50, requestId, msg: 'failed' });
  expect(await world.sounds()).toEqual([]);
});

test('a member with three running analyses has to wait, and other members do not', async () => {
  const release: (() => void)[] = [];
  world.replaceEmbed(() => new Promise((_, reject) => release.push(() => reject(new Error('enough')))));
  const add = (member: Member) => member.slash('add', { audio: member.upload('tone.wav', tone) });
  const started = [add(ada), add(ada), add(ada)];
  for (const sent of started) await sent.until((message) => message.content.startsWith('⏬'));
  expect(await refusal(add(ada))).toBe('I’m still working on 3 of your sounds. Please wait a moment.');
  const other = add(world.playground.member('ben'));
  await other.until((message) => message.content.startsWith('⏬'));
  await expect.poll(() => release.length).toBe(4);
  for (const end of release) end();
  for (const sent of [...started, other]) await refusal(sent);
});

test('the bot works again after a lost connection', async () => {
  const { gateway } = world.playground;
  const resumed = gateway.resumes;
  gateway.drop();
  await expect.poll(() => gateway.resumes, { timeout: 20_000 }).toBe(resumed + 1);
  const sent = ada.slash('add', { audio: ada.upload('tone.wav', tone), label: 'after the storm' });
  expect((await answer(sent)).embeds[0]?.title).toBe('✅ Added');
});

test('a reply is sent again after a server error of Discord', async () => {
  world.playground.inject({ status: 502, method: 'PATCH', path: /@original/, times: 2 });
  const found = await answer(ada.slash('search', { sound: 'after the storm' }));
  expect(found.embeds[0]?.description).toMatch(/no other sound/);
});

test('texts and files of members are not logged', async () => {
  await answer(ada.slash('add', { audio: ada.upload('diary.wav', wav(sine(500, 1, RATE), RATE)), label: 'my secret' }));
  expect(logged).toContain('"msg":"answered"');
  expect(logged).not.toMatch(/secret|diary|Ada/i);
});
