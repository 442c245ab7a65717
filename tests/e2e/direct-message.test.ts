import { expect } from 'vitest';
import { messagesFor } from '../../src/i18n/index.ts';
import { test } from './test.ts';

test('a direct message is answered by one line, and the next one is not', async ({ world }) => {
  const direct = world.playground.directMessage('cleo');
  const before = direct.messages().length;
  direct.post('hello');
  const answers = () =>
    direct
      .messages()
      .slice(before)
      .filter(({ author }) => author.bot)
      .map(({ content }) => content);
  await expect.poll(answers).toEqual([messagesFor('en-US').help.inDirectMessages]);
  direct.post('anybody there?');
  // The answer to another person shows that the second message was received.
  const other = world.playground.directMessage('ben');
  other.post('hi');
  await expect.poll(() => other.messages().at(-1)?.author.bot).toBe(true);
  expect(answers()).toHaveLength(1);
});
