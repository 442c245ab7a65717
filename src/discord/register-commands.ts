import { type REST, Routes } from 'discord.js';
import type { Command } from '../commands/command.ts';

/**
 * Registers the commands with Discord in place of all earlier ones. Commands that exist already do not count towards
 * Discord's limit of 200 new commands a day, so the bot can register them at each start.
 * @see https://github.com/discord/discord-api-docs, `docs/interactions/Application_Commands.md`, "Bulk Overwrite Global
 * Application Commands"
 */
export async function registerCommands(
  rest: Pick<REST, 'put'>,
  applicationId: string,
  commands: readonly Command[],
): Promise<void> {
  await rest.put(Routes.applicationCommands(applicationId), { body: commands.map(({ data }) => data) });
}
