import { ComponentType, MessageFlags } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import fc from 'fast-check';
import { expect } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { encodeState } from '../../src/commands/search/search-state.ts';
import { BLOCK_NAMES } from '../../src/engine/embedding.ts';
import { decodeSettings, encodeSettings } from '../../src/storage/lowdb/settings.ts';
import { NORMAL } from '../../src/storage/settings.ts';
import { anything, nasty } from '../helpers/arbitraries.ts';
import { rounds } from '../helpers/rounds.ts';
import { add } from './add.ts';
import { choose, press } from './forge.ts';
import type { Guild } from './guild.ts';
import { answer } from './reply.ts';
import { test as inGuild } from './test.ts';

// Members can forge the custom ids of buttons and menus, and the text of options. The bot must answer all of them
// without an internal error. Ben has no sounds, so his controls cannot remove any. Cleo may change the settings, which
// must stay valid.

const test = inGuild.extend('stocked', { auto: true }, async ({ ada }) => void (await answer(add(ada, 'tone'))));

const key = fc.constantFrom(...commands.map(({ data }) => data.name), 'cancel', 'toString', '__proto__');
const word = fc.oneof(
  fc.constantFrom(
    ...['', '0', '-1', '3', '4', '10', '11', '100', '101', '5.5', '1e1', '1e9', '99999999999999999999', '0:0:0:0'],
    ...['yes', 'no', 'undo', 'own', 'p', 'l', 't', '5.0.0.2222222.0.', 'f'.repeat(21), 's..', '`*<@1>', ...BLOCK_NAMES],
  ),
  nasty,
  anything,
);
const setting = fc.constantFrom('adders', 'channels', 'top', 'least', 'weights', 'level', 'reset', 'room', '');
const written = encodeState('page', {
  ...{ source: { kind: 'sound', ref: 'a'.repeat(20) }, page: 0, size: 5, minScore: 0, levels: NORMAL },
  ...{ order: 'plain' as const, by: 'sound' as const, tuning: false, author: '1574086949629591552' },
  ...{ tag: 'drum', filter: null, mix: [] },
});
/** Generates a valid custom id in which one character is replaced. */
const nearly = fc
  .tuple(fc.nat(written.length - 1), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }))
  .map(([at, by]) => written.slice(0, at) + by + written.slice(at + 1));
/** Removes unpaired surrogates, which a Discord client cannot send. */
const sendable = (text: string) => text.replace(/\p{Cs}/gu, '');
const customId = fc
  .oneof(
    nearly,
    fc.tuple(key, fc.array(word, { maxLength: 6 })).map(([first, more]) => [first, ...more].join(':')),
    fc.tuple(setting, fc.array(word, { maxLength: 3 })).map(([first, more]) => ['settings', first, ...more].join(':')),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  )
  .map((id) => sendable(id.slice(0, 100)).trim())
  .filter((id) => id !== '');
const values = fc.uniqueArray(
  word.map((text) => sendable(text.slice(0, 50)) || 'none'),
  { minLength: 1, maxLength: 3 },
);

/** Returns `count` random values or fewer, without repetitions, and the same ones in each run. */
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => [
  ...new Set(fc.sample(arbitrary, { numRuns: count, seed: 1 })),
];

async function expectAnswer(what: string, sent: Invocation): Promise<void> {
  const first = await sent.acknowledged();
  expect(first.kind, what).not.toBe('no-response');
  if (first.kind === 'modal') return;
  const { content, embeds, flags } = await sent.until(({ content, embeds, components = [] }) => {
    const isPanel = components.some(({ type }) => type === ComponentType.Container);
    return embeds.length > 0 || isPanel || !['', 'x'].includes(content);
  });
  expect(content, what).not.toMatch(/Something went wrong/);
  // A follow-up without an embed is an error, which only the member may see.
  if (embeds.length === 0 && sent.followUps.length > 0) expect((flags ?? 0) & MessageFlags.Ephemeral).toBeTruthy();
}

async function expectNothingLost(guild: Guild): Promise<void> {
  expect(await guild.labels()).toEqual(['tone']);
  const settings = await guild.settings();
  expect(decodeSettings(encodeSettings(settings))).toEqual(settings);
}

const people: [name: 'ben' | 'cleo', count: number][] = [
  ['ben', rounds(40, 1000)],
  ['cleo', rounds(25, 600)],
];

test.for(people)('the bot answers %s’s buttons with any custom id', async ([name, count], { world, guild }) => {
  const member: Member = guild.member(name);
  for (const id of sample(customId, count)) await expectAnswer(id, await press(world, member, id));
  await expectNothingLost(guild);
});

test.for(people)(
  'the bot answers %s’s menus with any custom id and any values',
  async ([name, count], { world, guild }) => {
    const member: Member = guild.member(name);
    const chosen = fc.sample(values, { numRuns: count, seed: 2 });
    for (const [index, id] of sample(customId, count).entries()) {
      const picked = chosen[index] ?? ['none'];
      await expectAnswer(`${id} ${picked.join()}`, await choose(world, member, id, picked));
    }
    await expectNothingLost(guild);
  },
);

test('the bot answers any text in an option for a sound', async ({ ben }) => {
  const text = fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 200 })).map(sendable);
  const property = fc.asyncProperty(text, async (sound) => {
    await expectAnswer(sound, ben.slash('info', { sound }));
    expect((await ben.autocomplete('info', 'sound', sound).choices()).length).toBeLessThanOrEqual(25);
  });
  await fc.assert(property, { numRuns: rounds(25, 600) });
});
