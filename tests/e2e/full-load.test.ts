import { expect } from 'vitest';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, replyOf } from './reply.ts';
import { testInOneGuild } from './test.ts';

const test = testInOneGuild.extend(
  'options',
  { scope: 'file' },
  { env: { THREADS: '1', MAX_WAITING: '2', MAX_JOBS_PER_MEMBER: '100' } },
);

test('analyses above the limit are rejected at once with a time to wait, and the others finish', async ({ ada }) => {
  await answer(add(ada, 'tone', toneFile()));
  const audio = ada.upload('long.wav', noiseFile(30));
  const replies = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const sent = ada.slash('search', { audio });
      return replyOf(await sent.until((message) => message.embeds.length > 0 || /^I’m/.test(message.content)));
    }),
  );
  const refused = replies.filter(({ embeds }) => embeds.length === 0);
  expect(replies.length - refused.length).toBeGreaterThanOrEqual(3);
  expect(refused.length).toBeGreaterThan(0);
  for (const { content, isPrivate } of refused) {
    expect(content).toMatch(/^I’m busy with other sounds\. Please try again in about \d+ s\.$/);
    expect(isPrivate).toBe(true);
  }
});
