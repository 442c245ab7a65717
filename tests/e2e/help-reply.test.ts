import { describe, expect } from 'vitest';
import { answer } from './reply.ts';
import { test } from './test.ts';

describe('/help', () => {
  test('mentions commands, so that members can press them', async ({ ada }) => {
    const help = await answer(ada.slash('help'));
    const { id } = ada.commands().find(({ name }) => name === 'search') ?? { id: '' };
    expect(help.field('Start here')).toContain(`</search:${id}> with another file`);
    expect(JSON.stringify(help.embeds)).not.toMatch(/`\//);
  });

  test('explains the six features in one line each, and the words for scores', async ({ ada }) => {
    const explained = await answer(ada.slash('help', { topic: 'features' }));
    const lines = explained.description.split('\n');
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toMatch(/^\*\*\S+\u00a0.+\*\*: \S.{20,80}$/u);
    expect(explained.field('Scores in words')).toMatch(/^same recording › very close › close › related › far\./);
  });
});
