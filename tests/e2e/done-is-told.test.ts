import { readFileSync } from 'node:fs';
import type { Fault } from 'discord-playground';
import { describe, expect, onTestFinished } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, refusal, said } from './reply.ts';
import { test as inGuild } from './test.ts';

// What the bot has done, it must not tell as failed, whatever Discord does with its answer.

const UNDELIVERED = /^Discord didn’t accept my answer/;

const test = inGuild
  .extend(
    'inject',
    ({ world }) =>
      (fault: Fault) =>
        onTestFinished(world.playground.inject(fault)),
  )
  .extend('bugs', { auto: true }, ({ world }, { onCleanup }) => {
    const { length } = world.log;
    onCleanup(() => expect(world.log.slice(length).join('')).not.toContain('"level":50'));
  });

describe.each([
  ['status 413', { status: 413, withFiles: true, times: 100 }],
  ['error 40005', { status: 400, code: 40005, withFiles: true, times: 100 }],
])('if Discord refuses files with %s,', (_, fault) => {
  test('a sound is told as added, without the file', async ({ ada, inject }) => {
    inject(fault);
    const added = await answer(add(ada));
    expect(added.title).toBe('✅ Added');
    expect(added.files).toEqual([]);
  });

  test('results are shown without the file and the picture', async ({ ada, inject }) => {
    await answer(add(ada));
    inject(fault);
    const audio = ada.upload('q.flac', readFileSync(samplePath('bd_haus')));
    const found = await answer(ada.slash('search', { audio }));
    expect(found.ranking()).toHaveLength(1);
    expect(found.picture).toBeUndefined();
  });

  test('a reply that is nothing but a file ends in a line that says what happened', async ({
    world,
    ada,
    cleo,
    inject,
  }) => {
    await answer(add(ada));
    inject(fault);
    const sent = cleo.slash('export');
    expect((await said(sent, UNDELIVERED)).content).not.toMatch(/went wrong/);
    await expect.poll(() => world.settled.find(({ id }) => id === sent.id)?.outcome).toBe('undelivered');
  });
});

describe.each(['reset', 'close'] as const)('if a connection is cut by a %s', (cut) => {
  test.for([
    ['before', false],
    ['after', true],
  ] as const)('%s Discord acts, the answer arrives once', async ([, isDone], { world, ada, inject }) => {
    inject({ status: 0, cut, isDone, method: 'POST', path: /callback/ });
    inject({ status: 0, cut, isDone, method: 'PATCH', path: /@original/ });
    expect((await answer(add(ada))).title).toBe('✅ Added');
    expect(world.playground.messages(ada.channelId)).toHaveLength(1);
  });
});

test('a change whose answer is lost is not told as failed', async ({ guild, ada, inject }) => {
  await answer(add(ada));
  inject({ status: 500, method: 'PATCH', path: /@original/, times: 10_000 });
  expect(await refusal(ada.slash('edit', { sound: 'a sound', label: 'renamed' }))).toMatch(UNDELIVERED);
  expect(await guild.labels()).toEqual(['renamed']);
});

test('a second press of *Add anyway* is told that the sound was added', async ({ ada }) => {
  const tone = toneFile(180);
  await answer(add(ada, 'twice', tone));
  const asked = await answer(add(ada, 'twice', tone));
  const [first, second] = [ada.click(asked, 'Add anyway'), ada.click(asked, 'Add anyway')];
  expect(await refusal(second)).toBe('I’m already adding it.');
  await answer(first, ({ title }) => title === '✅ Added');
});

test('*Add anyway* is told as done if its buttons stay because the message cannot be edited', async ({
  world,
  guild,
  ada,
}) => {
  const tone = toneFile(150);
  await answer(add(ada, 'again', tone));
  const asked = await answer(add(ada, 'again', tone));
  const over = world.playground.inject({ status: 500, method: 'PATCH', path: /@original/, times: 10_000 });
  onTestFinished(over);
  expect(await refusal(ada.click(asked, 'Add anyway'))).toMatch(UNDELIVERED);
  over();
  expect(await refusal(ada.click(asked, 'Add anyway'))).toBe('That has been added already.');
  expect(await guild.labels()).toEqual(['again', 'again']);
});
