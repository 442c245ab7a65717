import { readFileSync } from 'node:fs';
import type { APIMessage } from 'discord.js';
import { type Invocation, type Member, manualClock } from 'discord-playground';
import { expect, onTestFinished, test } from 'vitest';
import { SAMPLE_NAMES, samplePath } from '../helpers/samples.ts';
import { noise, wav } from '../helpers/signals.ts';
import { answer, isPrivate, ranking, startWorld } from './world.ts';

const BUSY = /^I’m busy with other sounds\. Please try again in about \d+ s\.$/;

/** Resolves to the final reply: a message with an embed, or an error that only the member sees. */
function outcome(sent: Invocation): Promise<APIMessage> {
  const isLine = (message: APIMessage) =>
    isPrivate(message) && message.content !== '' && !message.content.endsWith('…');
  return sent.until((message) => message.embeds.length > 0 || isLine(message), 60_000);
}

test('two servers at full load never see sounds of each other', async () => {
  const world = await startWorld({ clock: manualClock(), env: { MAX_JOBS_PER_MEMBER: '100' } });
  onTestFinished(() => world.close());
  const drums = SAMPLE_NAMES.filter((name) => name.startsWith('drum_')).slice(0, 8);
  const elec = SAMPLE_NAMES.filter((name) => name.startsWith('elec_')).slice(0, 8);
  const here = { member: world.playground.member('ben', 'Sound Workshop'), names: drums, others: elec };
  const there = { member: world.playground.member('ben', 'Quiet Room'), names: elec, others: drums };

  const upload = (member: Member, name: string) => member.upload(`${name}.flac`, readFileSync(samplePath(name)));
  // Each library needs sounds before the load begins, because an empty library cannot be searched.
  for (const {
    member,
    names: [first = ''],
  } of [here, there])
    await answer(member.slash('add', { audio: upload(member, first), label: first }));
  const sounds = drums.flatMap((_, index) => [here, there].map((guild) => ({ ...guild, index })));
  const found = await Promise.all(
    sounds.map(async ({ member, names, others, index }) => {
      const [own, other] = [names[index] ?? '', others[index] ?? ''];
      const added = outcome(member.slash('add', { audio: upload(member, own), label: own }));
      // Searches for a sound that a member of the other server is adding at the same time.
      const searched = outcome(member.slash('search', { audio: upload(member, other), top: 10 }));
      const [result] = await Promise.all([searched, added]);
      return { names, labels: ranking(result).map(({ label }) => label) };
    }),
  );
  for (const { names, labels } of found) expect(names).toEqual(expect.arrayContaining(labels));
  for (const { labels } of found) expect(labels).not.toEqual([]);
  for (const [guild, { names }] of [here, there].entries())
    expect(names).toEqual(expect.arrayContaining((await world.sounds(guild)).map(({ label }) => label)));
  expect(world.playground.violations).toEqual([]);
}, 120_000);

test('analyses above the limit are rejected at once with a time to wait, and the others finish', async () => {
  const world = await startWorld({
    clock: manualClock(),
    env: { THREADS: '1', MAX_WAITING: '2', MAX_JOBS_PER_MEMBER: '100' },
  });
  onTestFinished(() => world.close());
  const ada = world.playground.member('ada');
  const short = ada.upload('short.wav', wav(noise(22_050), 22_050));
  await answer(ada.slash('add', { audio: short }));
  const long = wav(noise(22_050 * 30), 22_050);
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => outcome(ada.slash('search', { audio: ada.upload('long.wav', long) }))),
  );
  const answered = replies.filter(({ embeds }) => embeds.length > 0);
  const refused = replies.filter(({ embeds }) => embeds.length === 0);
  expect(answered.length).toBeGreaterThanOrEqual(3);
  expect(refused.length).toBeGreaterThan(0);
  for (const { content } of refused) expect(content).toMatch(BUSY);
  expect(world.playground.violations).toEqual([]);
}, 120_000);
