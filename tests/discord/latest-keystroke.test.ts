import { expect, test } from 'vitest';
import { createLatestKeystroke } from '../../src/discord/latest-keystroke.ts';

test('of keystrokes that arrive together, the latest of each member gets suggestions, and the others get none', async () => {
  const { answer } = createLatestKeystroke();
  const answers: string[] = [];
  const type = (member: string, text: string) =>
    answer(
      member,
      async () => void answers.push(text),
      async () => void answers.push(`nothing for ${text}`),
    );
  await Promise.all([type('ada', 'b'), type('ada', 'be'), type('ben', 'k'), type('ada', 'bel')]);
  expect(answers).toEqual(['nothing for b', 'nothing for be', 'k', 'bel']);
  await type('ada', 'bell');
  expect(answers.at(-1)).toBe('bell');
});
