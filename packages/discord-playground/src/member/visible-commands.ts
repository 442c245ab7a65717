import { type APIApplicationCommand, InteractionContextType, PermissionFlagsBits } from 'discord-api-types/v10';
import { permissionsIn } from '../world/permissions.ts';
import { type Channel, GLOBAL, type World } from '../world/world.ts';

const { Administrator, UseApplicationCommands } = PermissionFlagsBits;

/** Returns the commands that Discord shows a person in a channel. A guild command hides a global one of that name. */
export function visibleCommands(world: World, userId: string, channel: Channel): APIApplicationCommand[] {
  const own = [...(world.commands.get(channel.guildId ?? '')?.values() ?? [])];
  const global = [...(world.commands.get(GLOBAL)?.values() ?? [])].filter(
    (command) => !own.some(({ name, type }) => name === command.name && type === command.type),
  );
  return [...own, ...global].filter((command) => isVisible(world, command, userId, channel));
}

/** Checks install type, context and `default_member_permissions` (`null`: everybody, `"0"`: administrators only). */
function isVisible(world: World, command: APIApplicationCommand, userId: string, channel: Channel): boolean {
  if (command.integration_types?.includes(0) === false) return false;
  const here = channel.guildId === null ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (command.contexts) {
    if (!command.contexts.includes(here)) return false;
  } else if (channel.guildId === null && command.dm_permission === false) return false;

  const guild = world.guilds.get(channel.guildId ?? '');
  if (guild === undefined) return true;
  const permissions = permissionsIn(guild, userId, channel);
  if (permissions & Administrator) return true;
  if (!(permissions & UseApplicationCommands)) return false;
  if (command.default_member_permissions === null) return true;
  const needed = BigInt(command.default_member_permissions);
  return needed !== 0n && (permissions & needed) === needed;
}
