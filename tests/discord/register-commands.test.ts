import type { REST } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { registerCommands } from '../../src/discord/register-commands.ts';

test('the bot registers all commands with one request', async () => {
  const put = vi.fn<REST['put']>(async () => []);
  await registerCommands({ put }, '1', commands);
  expect(put).toHaveBeenCalledExactlyOnceWith('/applications/1/commands', { body: commands.map(({ data }) => data) });
});
