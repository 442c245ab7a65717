import { describe, expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { board, namesOn, openBoard } from './board.ts';
import { answer, refusal, said } from './reply.ts';
import { test } from './test.ts';
import type { World } from './world.ts';

/** Adds a bell to the library, and asks to replace the last of eight sounds of the board by it. */
async function askToReplace(world: World) {
  const guild = await openBoard(world, 8);
  const ada = guild.member('ada');
  await answer(add(ada, 'bell', toneFile(440, 1)));
  const preview = await answer(ada.slash('soundboard add', { sound: 'bell' }));
  const full = await said(ada.click(preview, 'Add to the soundboard'), /is full/);
  const asked = await said(ada.select(...full.choice('tone 7')), /Replace/);
  return { guild, ada, asked };
}

const BEFORE = Array.from({ length: 8 }, (_, i) => `tone ${i}`);
const REPLACED = [...BEFORE.slice(0, 7), 'bell'];

describe('a full soundboard', () => {
  test('offers to replace a sound, which goes to the library first', async ({ world }) => {
    const guild = await openBoard(world, 8);
    const [ada, cora] = [guild.member('ada'), guild.member('cora')];
    await answer(add(ada, 'bell', toneFile(440, 1)));
    const preview = await answer(ada.slash('soundboard add', { sound: 'bell' }));
    const full = await said(ada.click(preview, 'Add to the soundboard'), /is full \(8 sounds\)/);
    expect(full.menu(/Replace/).options).toHaveLength(8);
    const asked = await said(ada.select(...full.choice('tone 7')), /Replace \*\*tone 7\*\* with \*\*bell\*\*/);
    expect(namesOn(world, guild)).toContain('tone 7');

    const others = await answer(cora.slash('soundboard add', { sound: 'bell' }));
    const choice = await said(cora.click(others, 'Add to the soundboard'), /is full/);
    expect(await refusal(cora.select(...choice.choice('tone 6')))).toMatch(/permission “Manage Expressions”/);

    await world.restart();
    await said(ada.click(asked, 'Replace'), /\*\*bell\*\* replaces \*\*tone 7\*\*/);
    expect(namesOn(world, guild)).toEqual(REPLACED);
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);
  });

  test('is as it was if Discord refuses the new sound, and nothing is lost', async ({ world }) => {
    const { guild, ada, asked } = await askToReplace(world);
    world.playground.inject({ status: 400, code: 30045, method: 'POST', path: /soundboard-sounds$/, times: 2 });
    expect(await refusal(ada.click(asked, 'Replace'))).toMatch(/the soundboard is as it was/);
    expect(namesOn(world, guild)).toEqual(BEFORE);
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);
  });

  test('is in order after a replacement ended half-way, and the button is pressed again after a restart', async ({
    world,
  }) => {
    const { guild, ada, asked } = await askToReplace(world);
    // With a free slot, the new sound is created before the old one is removed.
    board(world, guild).remove(board(world, guild).sounds[0]?.id ?? '');
    world.playground.inject({ status: 403, code: 50013, method: 'DELETE', path: /soundboard-sounds/ });
    expect(await refusal(ada.click(asked, 'Replace'))).toMatch(/I’m not allowed to change the soundboard/);
    expect(namesOn(world, guild)).toContain('tone 7');
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);

    await world.restart();
    await said(ada.click(asked, 'Replace'), /\*\*bell\*\* replaces \*\*tone 7\*\*/);
    expect(namesOn(world, guild)).toEqual(REPLACED.slice(1));
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);
  });

  test('loses no sound if neither the new one nor the old one can be put there', async ({ world }) => {
    const { guild, ada, asked } = await askToReplace(world);
    world.playground.inject({ status: 400, code: 30045, method: 'POST', path: /soundboard-sounds$/, times: 3 });
    expect(await refusal(ada.click(asked, 'Replace'))).toMatch(/\*\*tone 7\*\*/);
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);

    await world.restart();
    expect(await refusal(ada.click(asked, 'Replace'))).toMatch(/no longer on the soundboard/);
    await said(ada.click(asked, 'Add to the soundboard'), /is on the soundboard/);
    expect(namesOn(world, guild)).toEqual(REPLACED);
  });

  test('loses no sound if the bot is stopped between the removal and the new sound', async ({ world }) => {
    const { guild, ada, asked } = await askToReplace(world);
    const create = { method: 'POST', path: /soundboard-sounds$/ };
    world.playground.inject({ ...create, status: 400, code: 30045 });
    world.playground.inject({ ...create, status: 429, retryAfter: 60 });
    ada.click(asked, 'Replace');
    await expect.poll(() => namesOn(world, guild)).not.toContain('tone 7');
    await world.restart();
    expect(namesOn(world, guild)).toHaveLength(7);
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);
    await said(ada.click(asked, 'Add to the soundboard'), /is on the soundboard/);
    expect(namesOn(world, guild)).toEqual(REPLACED);
  });

  test('waits for the rate limits of Discord in the middle of a replacement', async ({ world }) => {
    const { guild, ada, asked } = await askToReplace(world);
    for (const method of ['GET', 'POST', 'DELETE'])
      world.playground.inject({ status: 429, retryAfter: 0.1, method, path: /soundboard-sounds/, times: 2 });
    await said(ada.click(asked, 'Replace'), /\*\*bell\*\* replaces \*\*tone 7\*\*/);
    expect(namesOn(world, guild)).toEqual(REPLACED);
    expect(await guild.labels()).toEqual(['bell', 'tone 7']);
    const limited = world.playground.requests.filter(({ status }) => status === 429).map(({ method }) => method);
    expect(limited).toEqual(expect.arrayContaining(['POST', 'DELETE']));
  });

  test('that somebody else changes meanwhile is read again', async ({ world }) => {
    const { guild, ada, asked } = await askToReplace(world);
    const last = board(world, guild).sounds.at(-1);
    board(world, guild).remove(last?.id ?? '');
    expect(await refusal(ada.click(asked, 'Replace'))).toMatch(/no longer on the soundboard/);
    await said(ada.click(asked, 'Add to the soundboard'), /is on the soundboard/);
    expect(namesOn(world, guild)).toHaveLength(8);
  });
});
