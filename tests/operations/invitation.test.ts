import { readFileSync } from 'node:fs';
import { PermissionsBitField } from 'discord.js';
import { expect, test } from 'vitest';

test('the invitation link in the README requests exactly the permissions that the bot needs', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const asked = new PermissionsBitField(BigInt(/&permissions=(\d+)/.exec(readme)?.[1] ?? '0'));
  const needed = new PermissionsBitField([
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'AttachFiles',
    'SendMessagesInThreads',
    'SendVoiceMessages',
    'CreateGuildExpressions',
    'ManageGuildExpressions',
  ]);
  expect(asked.toArray()).toEqual(needed.toArray());
});
