import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Command } from '../command.ts';
import { literal } from './text.ts';

/** The number of roles or channels that a message names. */
export const MAX_NAMED = 8;

type InGuild = Extract<Interaction<'cached' | 'raw'>, { member: unknown }>;
/** The member who does something, and the server. Every interaction in a server is one. */
export type Actor = Pick<InGuild, 'user' | 'member' | 'memberPermissions' | 'guild' | 'guildId'>;
type ActorInChannel = Actor & Pick<InGuild, 'channel' | 'channelId'>;

/**
 * Checks that a server's settings allow a command in this channel and, if the command adds sounds, from this member.
 * @throws UserError with the allowed channels or roles
 */
export function checkAccess(actor: ActorInChannel, command: Command, settings: Settings): void {
  if (command.anywhere) return;
  checkChannel(actor, settings);
  if (command.adds) checkMayAdd(actor, settings);
}

/**
 * Returns whether the member manages the server.
 * Managers can change the settings, and do all that these restrict.
 */
export function isManager({ memberPermissions }: Pick<Actor, 'memberPermissions'>): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

/** @throws UserError unless the settings let the member add sounds */
export function checkMayAdd(actor: Actor, { adders }: Settings): void {
  if (adders === null || isManager(actor) || hasRole(actor, adders)) return;
  const roles = roleNames(actor, adders).slice(0, MAX_NAMED);
  throw new UserError(roles.length > 0 ? { code: 'addRefused', roles } : { code: 'addForManagers' });
}

/** @throws UserError unless the member added the sound, or the settings let them change sounds of others */
export function checkMayChange(actor: Actor, sound: Sound, { removers }: Settings): void {
  if (sound.addedBy.id === actor.user.id || isManager(actor)) return;
  const managesMessages = actor.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  if (removers === null ? managesMessages : hasRole(actor, removers)) return;
  const owner = literal(sound.addedBy.name, 32);
  if (removers === null) throw new UserError({ code: 'notYours', owner });
  const roles = roleNames(actor, removers).slice(0, MAX_NAMED);
  throw new UserError(
    roles.length > 0 ? { code: 'notYoursNorRoles', owner, roles } : { code: 'notYoursNorManager', owner },
  );
}

/** Returns the names of the roles that still exist, as `@DJ`. */
export function roleNames({ guild }: Pick<Actor, 'guild'>, roles: readonly string[]): string[] {
  return roles.flatMap((id) => {
    const role = guild?.roles.cache.get(id);
    return role ? [`@${literal(role.name, 40)}`] : [];
  });
}

/** Returns links to the channels that still exist. */
export function channelLinks({ guild }: Pick<Actor, 'guild'>, channels: readonly string[]): string[] {
  return channels.filter((id) => guild?.channels.cache.has(id)).map((id) => `<#${id}>`);
}

/** The role with the id of the server is `@everyone`, which each member has. */
function hasRole({ member, guildId }: Pick<Actor, 'member' | 'guildId'>, roles: readonly string[]): boolean {
  const own = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return roles.some((role) => role === guildId || own.includes(role));
}

function checkChannel(actor: ActorInChannel, { channels }: Settings): void {
  if (channels === null) return;
  const { channel, channelId } = actor;
  // The parent of a thread is a channel, and the parent of a channel is a category.
  const parent = channel && 'parent' in channel ? channel.parent : null;
  const containing = [channelId, parent?.id, parent && 'parentId' in parent ? parent.parentId : null];
  if (channels.some((id) => containing.includes(id))) return;
  const links = channelLinks(actor, channels).slice(0, MAX_NAMED);
  throw new UserError(
    links.length > 0 ? { code: 'channelNotAllowed', channels: links } : { code: 'allowedChannelsGone' },
  );
}
