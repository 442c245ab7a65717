import type { Member } from 'discord-playground';
import { expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, refusal, said } from './reply.ts';
import { test } from './test.ts';

test('a bug is answered with an apology and an id, and the log has the error under that id', async ({
  world,
  guild,
  ada,
}) => {
  world.replace({ embed: () => Promise.reject(new TypeError('x is not a function at /srv/secret')) });
  const line = await refusal(add(ada));
  const [, requestId = 'none'] = /^Something went wrong on my side\..*: ([0-9a-f]{8})$/.exec(line) ?? [];
  const entry = world.log.findLast((text) => text.includes('x is not a function'));
  expect(JSON.parse(entry ?? '{}')).toMatchObject({ level: 50, requestId, msg: 'failed' });
  expect(await guild.sounds()).toEqual([]);
});

test('a member with ten running analyses has to wait, and other members do not', async ({ world, ada, ben }) => {
  const release: (() => void)[] = [];
  world.replace({ embed: () => new Promise((_, reject) => release.push(() => reject(new Error('enough')))) });
  const start = async (member: Member) => {
    const sent = add(member);
    await said(sent, /^⏬/);
    return sent;
  };
  const started = await Promise.all(Array.from({ length: 10 }, () => start(ada)));
  expect(await refusal(add(ada))).toBe('I’m still working on 10 of your sounds. Please wait a moment.');
  started.push(await start(ben));
  await expect.poll(() => release.length).toBe(11);
  for (const end of release) end();
  for (const sent of started) await refusal(sent);
});

test('texts and files of members are not logged', async ({ world, ada }) => {
  const { length } = world.log;
  await answer(ada.slash('add', { audio: ada.upload('diary.wav', toneFile(500)), label: 'my secret' }));
  const logged = () => world.log.slice(length).join('');
  await expect.poll(logged).toContain('"msg":"answered"');
  expect(logged()).not.toMatch(/secret|diary|Ada/i);
});
