import { ButtonStyle, ComponentType, REST, Routes } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BLOCK_NAMES } from '../../src/engine/embedding.ts';
import { decodeSettings, encodeSettings } from '../../src/storage/lowdb/settings.ts';
import { startWorld, type World } from '../e2e/world.ts';
import { anything, nasty } from './anything.ts';

// A manager uses buttons and menus with forged custom ids. Afterwards, the settings must still be valid.

let world: World;
let cleo: Member;
beforeAll(async () => {
  // Discord lets a bot post only five messages in a few seconds in each channel, so the test uses many channels.
  const channels = Array.from({ length: 30 }, (_, index) => ({ name: `place-${index}` }));
  world = await startWorld({ guilds: [{ name: 'Workshop', channels, members: [{ name: 'cleo' }] }] });
  cleo = world.playground.member('cleo');
});
afterAll(() => world.close());

const word = fc.oneof(
  nasty,
  anything,
  fc.constantFrom('0', '3', '4', '10', '11', '100', '101', '5.5', '1e1', 'yes', 'own', 'rhythm', ...BLOCK_NAMES),
);
const shapes = fc.constantFrom(
  ...['settings:adders', 'settings:channels', 'settings:top', 'settings:least', 'settings:weights', 'settings:level'],
  ...[
    'settings:reset',
    'settings:room',
    'settings:',
    'list',
    'list:0',
    'remove:yes',
    'remove:undo',
    'add:yes',
    'cancel',
  ],
);
const customId = fc.tuple(shapes, fc.array(word, { maxLength: 3 })).map(([shape, words]) =>
  [shape, ...words]
    .join(':')
    .replace(/\p{Cs}/gu, '')
    .slice(0, 90),
);
const value = word.map((text) => text.replace(/\p{Cs}/gu, '').slice(0, 50) || 'none');

/** Returns `count` random custom ids or fewer, without repetitions, and the same ones for the same seed. */
function sample(count: number, seed: number): string[] {
  return [...new Set(fc.sample(customId, { numRuns: count, seed }))].filter((id) => id === id.trim());
}

/** Posts a message of the bot with a forged component. Returns the message, and the manager in its channel. */
async function forge(component: object, index: number) {
  const { apiUrl, token, messages } = world.playground;
  const there = cleo.in(`place-${index % 30}`);
  const components = [{ type: ComponentType.ActionRow, components: [component] }];
  const rest = new REST({ api: apiUrl }).setToken(token);
  await rest.post(Routes.channelMessages(there.channelId), { body: { content: 'x', components } });
  const [message] = messages(there.channelId).slice(-1);
  if (!message) throw new Error('no message');
  return { there, message };
}

async function expectValidSettings(what: string, sent: Invocation): Promise<void> {
  const first = await sent.acknowledged();
  expect(first.kind, what).not.toBe('no-response');
  if (first.kind !== 'modal') {
    const { content } = await sent.until(({ content, embeds, components = [] }) => {
      const isPanel = components.some(({ type }) => type === ComponentType.Container);
      return embeds.length > 0 || isPanel || !['', 'x'].includes(content);
    });
    expect(content, what).not.toMatch(/Something went wrong/);
  }
  const settings = await world.libraries.settings.read(cleo.guildId ?? '');
  expect(decodeSettings(encodeSettings(settings)), what).toEqual(settings);
}

test('settings stay valid after a button with any custom id', async () => {
  for (const [index, id] of sample(60, 1).entries()) {
    const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', custom_id: id };
    const { there, message } = await forge(button, index);
    await expectValidSettings(id, there.click(message, id));
  }
}, 60_000);

test('settings stay valid after any values are chosen in a menu with any custom id', async () => {
  const chosen = fc.sample(fc.uniqueArray(value, { minLength: 1, maxLength: 3 }), { numRuns: 60, seed: 2 });
  for (const [index, id] of sample(60, 3).entries()) {
    const values = chosen[index] ?? ['x'];
    const options = values.map((one) => ({ label: 'x', value: one }));
    const menu = { type: ComponentType.StringSelect, custom_id: id, options, max_values: values.length };
    const { there, message } = await forge(menu, index);
    await expectValidSettings(`${id} ${values.join()}`, there.select(message, id, values));
  }
}, 60_000);
