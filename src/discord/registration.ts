import { DiscordAPIError, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../commands/command.ts';

const heldSchema = z.array(z.looseObject({ name: z.string() }));

/** What a definition may leave unsaid, and what Discord adds on its own. Neither is a change. */
const UNSAID = new Set<unknown>([null, undefined, false]);
const ADDED = new Set([
  'id',
  'application_id',
  'guild_id',
  'version',
  'dm_permission',
  'name_localized',
  'description_localized',
]);

/**
 * Makes the registered commands be these. Discord allows 200 registrations a day, so it is asked first what it holds
 * and told only of a change. Resolves to whether there was one.
 */
export async function registerCommands(
  rest: Pick<REST, 'get' | 'put'>,
  applicationId: string,
  commands: readonly Command[],
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commands.map((command) => command.data);
  const held = heldSchema.safeParse(await askHeld(rest, route));
  if (held.success && same(held.data, wanted)) return false;
  await rest.put(route, { body: wanted });
  return true;
}

/** What is held; nothing where the server does not tell. */
async function askHeld(rest: Pick<REST, 'get'>, route: `/${string}`): Promise<unknown> {
  try {
    return await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 404 || error.status === 405)) return undefined;
    throw error;
  }
}

/** Whether two lists of definitions say the same, whatever the order of commands. */
export function same(held: readonly { name: string }[], wanted: readonly { name: string }[]): boolean {
  const canonical = (list: readonly { name: string }[]) =>
    JSON.stringify(
      list
        .map(essence)
        .map((item) => JSON.stringify(item))
        .sort(),
    );
  return canonical(held) === canonical(wanted);
}

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value)
    .filter(([key]) => !ADDED.has(key))
    .map(([key, inner]) => [key, essence(inner)] as const)
    .filter(([key, inner]) => !isUnsaid(key, inner))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(said);
}

function isUnsaid(key: string, value: unknown): boolean {
  if (UNSAID.has(value)) return true;
  // A slash command is what a command is unless it says otherwise; a menu command has an empty description.
  if ((key === 'type' && value === 1) || (key === 'description' && value === '')) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
