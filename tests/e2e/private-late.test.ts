import type { Invocation, Member } from 'discord-playground';
import { strToU8, zipSync } from 'fflate';
import { describe, expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { said } from './reply.ts';
import { testInOneGuild } from './test.ts';

// Tasks that take longer than the 15 minutes in which Discord accepts edits of a reply. The bot is configured with
// 500 ms instead, and the tests advance the playground's clock.

const FIFTEEN_MINUTES = 15 * 60_000;
const MIB = 2 ** 20;
/** Enough time for an analysis on a busy machine. */
const SOON = { timeout: 50_000 };

const test = testInOneGuild
  .extend('options', { scope: 'file' }, { answerMs: 500, env: { MAX_FILE_MB: '25' } })
  /** Waits for the notice in a reply whose analysis is held, and lets the analysis continue 15 minutes later. */
  .extend('finishLate', ({ world }) => {
    let release: (() => void) | undefined;
    world.replace({
      async embed(...args) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return world.engine.embed(...args);
      },
    });
    return async (sent: Invocation, notice: RegExp) => {
      const reply = await said(sent, notice);
      await expect.poll(() => release).toBeDefined();
      world.clock.advance(FIFTEEN_MINUTES);
      release?.();
      return reply;
    };
  })
  .extend('importLate', ({ finishLate }) => async (member: Member, hertz: number) => {
    const files = { 'tone.wav': toneFile(hertz), 'readme.txt': strToU8('') };
    const sent = member.slash('import', { archive: member.upload('secret.zip', zipSync(files)) });
    await finishLate(sent, /send you the result as a direct message/);
  });

test('a private outcome is sent as a direct message, and the channel does not show it', async ({
  world,
  cleo,
  importLate,
}) => {
  await importLate(cleo, 600);
  const direct = world.playground.directMessage('cleo');
  await expect.poll(() => direct.messages().at(-1)?.content, SOON).toMatch(/secret\.zip.*1 sound/s);
  expect(world.playground.messages(cleo.channelId)).toEqual([]);
});

describe('if a member accepts no direct messages,', () => {
  test.override('refusable', ['permission']);

  test('a private outcome is shown nowhere', async ({ world, guild, importLate }) => {
    const finn = guild.member('finn');
    const { requests } = world.playground;
    await importLate(finn, 700);
    await expect
      .poll(() => requests.some(({ status, path }) => status === 403 && /messages$/.test(path)), SOON)
      .toBe(true);
    expect(world.playground.messages(finn.channelId)).toEqual([]);
  });
});

test('a file that only the member may upload is left out of a message in the channel', async ({
  world,
  guild,
  finishLate,
}) => {
  const eve = guild.member('eve');
  // 12 MiB are more than a server without boosts accepts from the bot.
  const audio = eve.upload('big.wav', Buffer.concat([toneFile(300, 2), Buffer.alloc(12 * MIB)]));
  const notice = await finishLate(eve.slash('add', { audio }), /post the result in this channel/);
  const last = () => world.playground.messages(eve.channelId).at(-1);
  await expect.poll(() => last()?.id !== notice.id && last()?.embeds[0]?.title, SOON).toBe('✅ Added');
  expect(last()?.attachments).toEqual([]);
});
