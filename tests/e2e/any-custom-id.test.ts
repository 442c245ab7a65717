import { type APIMessage, MessageFlags, REST, Routes } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../../src/commands/index.ts';
import { encodeState } from '../../src/commands/search/search-state.ts';
import { NORMAL } from '../../src/storage/settings.ts';
import { sine, wav } from '../helpers/signals.ts';
import { answer, startWorld, type World } from './world.ts';

// Members can forge the custom ids of buttons, menus and modals. The bot must answer every custom id, and no internal
// error may occur.

let world: World;
let ada: Member;
/** The member who presses the buttons. Ben has no sounds, so the buttons that remove sounds cannot remove any. */
let ben: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
  await answer(ada.slash('add', { audio: ada.upload('tone.wav', wav(sine(440, 1, 22_050), 22_050)) }));
});
afterAll(() => world.close());

const parts = fc.constantFrom(
  ...['', '0', '-1', '1e9', '99999999999999999999', 'yes', 'no', 'undo', 'p', 'l', 't', '5.0.0.2222222.0.'],
  ...['fffffffffffffffffffff', 's..', '__proto__', 'constructor', '../..', '`*<@1>', '\u202e', '0:0:0:0'],
);
/** Matches an unpaired surrogate, which a Discord client cannot send. */
const HALF = /\p{Cs}/gu;
const keys = fc.constantFrom(...commands.map(({ data }) => data.name), 'cancel', 'toString', '__proto__');
const written = encodeState('page', {
  ...{ source: { kind: 'sound', ref: 'a'.repeat(20) }, page: 0, size: 5, minScore: 0, levels: NORMAL },
  ...{ tuning: false, author: '1574086949629591552', tag: 'drum' },
});
/** Generates a valid custom id in which one character is replaced. */
const nearly = fc
  .tuple(fc.nat(written.length - 1), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }))
  .map(([at, by]) => written.slice(0, at) + by + written.slice(at + 1));
const customId = fc
  .oneof(
    nearly,
    fc.tuple(keys, fc.array(parts, { maxLength: 6 })).map(([key, more]) => [key, ...more].join(':')),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  )
  .map((id) => id.slice(0, 100).replace(HALF, ''))
  .filter((id) => id.trim() !== '');

async function isAnswered(what: string, sent: Invocation): Promise<void> {
  if ((await sent.acknowledged()).kind === 'modal') return;
  const { content, embeds, flags } = await sent.until(
    (message) => message.content !== 'x' || message.embeds.length > 0,
  );
  expect(content, what).not.toMatch(/Something went wrong/);
  // A follow-up without an embed is an error, which only the member may see.
  if (embeds.length === 0 && sent.followUps.length > 0) expect((flags ?? 0) & MessageFlags.Ephemeral).toBeTruthy();
}

const COMPONENTS_IN_ROW = 5;
const ROWS = 5;

/** Posts messages of the bot that contain forged components. Each message has as many as Discord allows. */
async function forgeAll(components: readonly object[], inRow: number): Promise<APIMessage[]> {
  const { apiUrl, token, messages } = world.playground;
  const rest = new REST({ api: apiUrl }).setToken(token);
  const forged: APIMessage[] = [];
  for (let at = 0; at < components.length; at += ROWS * inRow) {
    const rows = Array.from({ length: ROWS }, (_, row) => components.slice(at + row * inRow, at + (row + 1) * inRow));
    const body = {
      content: 'x',
      components: rows.filter(({ length }) => length > 0).map((row) => ({ type: 1, components: row })),
    };
    const { id } = z.object({ id: z.string() }).parse(await rest.post(Routes.channelMessages(ben.channelId), { body }));
    forged.push(...messages(ben.channelId).filter((message) => message.id === id));
  }
  return forged;
}

/** Returns `count` random custom ids or fewer, without repetitions, and the same ones in each run. */
const ids = (count: number) => [...new Set(fc.sample(customId, { numRuns: count, seed: 1 }))];

test('the bot answers a button with any custom id', async () => {
  const pressed = ids(120);
  const buttons = pressed.map((id, index) => ({ type: 2, style: 2, label: String(index), custom_id: id }));
  const forged = await forgeAll(buttons, COMPONENTS_IN_ROW);
  for (const [index, id] of pressed.entries()) {
    const message = forged[Math.floor(index / (ROWS * COMPONENTS_IN_ROW))];
    if (message) await isAnswered(id, ben.click(message, id));
  }
  expect((await world.sounds()).map(({ label }) => label)).toEqual(['tone']);
}, 60_000);

test('the bot answers a menu with any custom id and any value', async () => {
  const opened = ids(40);
  const values = fc.sample(parts, { numRuns: 40, seed: 2 }).map((value) => value.slice(0, 100) || 'none');
  const menus = opened.map((id, index) => ({
    ...{ type: 3, custom_id: id },
    options: [{ label: 'x', value: values[index] }],
  }));
  const forged = await forgeAll(menus, 1);
  for (const [index, id] of opened.entries()) {
    const message = forged[Math.floor(index / ROWS)];
    if (message) await isAnswered(id, ben.select(message, id, [values[index] ?? '']));
  }
  expect((await world.sounds()).map(({ label }) => label)).toEqual(['tone']);
}, 60_000);

test('the bot answers any text in an option for a sound', async () => {
  const text = fc.oneof(parts, fc.string({ unit: 'grapheme', maxLength: 200 })).map((typed) => typed.replace(HALF, ''));
  const property = fc.asyncProperty(text, async (sound) => {
    await isAnswered(sound, ben.slash('info', { sound }));
    expect((await ben.autocomplete('info', 'sound', sound).choices()).length).toBeLessThanOrEqual(25);
  });
  await fc.assert(property, { numRuns: 60 });
}, 60_000);
