import { type ManualClock, manualClock } from 'discord-playground';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { sine, wav } from '../helpers/signals.ts';
import { startWorld, type World } from './world.ts';

// Tasks that take longer than the 15 minutes in which Discord accepts edits of a reply. The bot is configured with
// 800 ms instead, and the tests advance the playground's clock.

const RATE = 22_050;
const FIFTEEN_MINUTES = 15 * 60_000;
const MIB = 2 ** 20;

let clock: ManualClock;
let world: World;
let release: (() => void) | undefined;
beforeAll(async () => {
  clock = manualClock();
  const held =
    (engine: Engine): Engine['embed'] =>
    async (...args) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return engine.embed(...args);
    };
  world = await startWorld({
    clock,
    answerMs: 800,
    env: { MAX_FILE_MB: '25' },
    wrap: (engine) => ({ ...engine, embed: held(engine) }),
    guilds: [
      {
        name: 'Sound Workshop',
        roles: [{ name: 'Librarian', permissions: ['ManageGuild'] }],
        channels: [{ name: 'sounds' }],
        members: [
          { name: 'ada', uploadLimit: 50 * MIB },
          { name: 'cleo', roles: ['Librarian'] },
          { name: 'dan', roles: ['Librarian'], acceptsDirectMessages: false },
        ],
      },
    ],
  });
}, 60_000);
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations.filter(({ rule }) => rule !== 'permission')).toEqual([]));

async function importLate(name: string) {
  const { playground } = world;
  const member = playground.member(name);
  const before = playground.messages(member.channelId).length;
  const audio = wav(sine(name.length * 150, 1, RATE), RATE);
  const archive = member.upload('secret.zip', zipSync({ 'tone.wav': audio, 'readme.txt': strToU8('') }));
  const sent = member.slash('import', { archive });
  await sent.until(({ content }) => /send you the result as a direct message/.test(content));
  clock.advance(FIFTEEN_MINUTES);
  release?.();
  return { sent, member, isUnchanged: () => playground.messages(member.channelId).length === before };
}

test('a private outcome is sent as a direct message, and the channel does not show it', async () => {
  const { isUnchanged } = await importLate('cleo');
  const direct = world.playground.directMessage('cleo');
  await expect.poll(() => direct.messages().at(-1)?.content, { timeout: 20_000 }).toMatch(/secret\.zip.*1 sound/s);
  expect(isUnchanged()).toBe(true);
});

test('a private outcome is shown nowhere if the member accepts no direct messages', async () => {
  const { isUnchanged } = await importLate('dan');
  await expect
    .poll(() => world.playground.requests.some(({ status, path }) => status === 403 && /messages$/.test(path)), {
      timeout: 20_000,
    })
    .toBe(true);
  expect(isUnchanged()).toBe(true);
});

test('a file that only the member may upload is left out of a message in the channel', async () => {
  const ada = world.playground.member('ada');
  // 12 MiB are more than a server without boosts accepts from the bot.
  const audio = ada.upload('big.wav', Buffer.concat([wav(sine(300, 2, RATE), RATE), Buffer.alloc(12 * MIB)]));
  const sent = ada.slash('add', { audio });
  const notice = await sent.until(({ content }) => /post the result in this channel/.test(content));
  clock.advance(FIFTEEN_MINUTES);
  release?.();
  const last = () => world.playground.messages(ada.channelId).at(-1);
  await expect.poll(() => last()?.id !== notice.id && last()?.embeds[0]?.title, { timeout: 20_000 }).toBe('✅ Added');
  expect(last()?.attachments).toEqual([]);
});
