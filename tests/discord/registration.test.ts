import type { REST } from 'discord.js';
import { describe, expect, test, vi } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { registerCommands } from '../../src/discord/registration.ts';

/** What Discord answers when it holds our commands: ids and versions added, defaults spelt out. */
const echoed = commands.map((command, index) => ({
  name_localizations: null,
  ...command.data,
  type: command.data.type ?? 1,
  id: `9${index}`,
  application_id: '1',
  version: '77',
  default_member_permissions: command.data.default_member_permissions ?? null,
  dm_permission: false,
  nsfw: false,
  options: ('options' in command.data ? command.data.options : undefined)?.map((option) => ({
    required: false,
    name_localizations: null,
    ...option,
  })),
}));

function discordThatHolds(held: unknown) {
  const put = vi.fn<REST['put']>(async () => []);
  return { rest: { get: async () => held, put }, put };
}

describe('registration', () => {
  test('says nothing where Discord holds the same definitions', async () => {
    const { rest, put } = discordThatHolds(echoed.toReversed());
    expect(await registerCommands(rest, '1', commands)).toBe(false);
    expect(put).not.toHaveBeenCalled();
  });

  test.each([
    ['none are held', []],
    ['one is missing', echoed.slice(1)],
    ['one is no longer ours', [...echoed, { name: 'old', description: 'Old', type: 1 }]],
    ['a description changed', [{ ...echoed[0], description: 'Something else' }, ...echoed.slice(1)]],
    ['an option was dropped', [{ ...echoed[0], options: [] }, ...echoed.slice(1)]],
    ['the answer is not a list', { message: 'hm' }],
  ])('sends all of them at once where %s', async (_, held) => {
    const { rest, put } = discordThatHolds(held);
    expect(await registerCommands(rest, '1', commands)).toBe(true);
    expect(put).toHaveBeenCalledExactlyOnceWith('/applications/1/commands', { body: commands.map(({ data }) => data) });
  });
});
