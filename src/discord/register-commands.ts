import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../commands/command.ts';

const Registered = z.array(z.object({ id: z.string(), name: z.string() }));

/**
 * Registers the commands with Discord and removes all earlier commands. Commands that exist already do not count
 * towards Discord's limit of 200 new commands a day, so the bot can register all commands at each start.
 * Returns the id of each command, by the name of the command.
 * @see https://github.com/discord/discord-api-docs, `docs/interactions/Application_Commands.md`, "Bulk Overwrite Global
 * Application Commands"
 */
export async function registerCommands(
  rest: Pick<REST, 'put'>,
  applicationId: string,
  commands: readonly Command[],
): Promise<Map<string, string>> {
  const body = commands.map(({ data }) => data);
  const registered = Registered.safeParse(await rest.put(Routes.applicationCommands(applicationId), { body }));
  // Without ids, the names of commands in texts cannot be pressed; everything else works.
  return new Map((registered.data ?? []).map(({ name, id }) => [name, id]));
}
