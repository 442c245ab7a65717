import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Command } from '../command.ts';
import { literal } from './text.ts';

/** Maximum number of roles or channels that a message names. */
export const MAX_NAMED = 8;

type InGuild = Extract<Interaction<'cached' | 'raw'>, { member: unknown }>;
/** A member and the server in which the member acts. Every interaction in a server can be passed as an actor. */
export type Actor = Pick<InGuild, 'user' | 'member' | 'memberPermissions' | 'guild' | 'guildId'>;
type ActorInChannel = Actor & Pick<InGuild, 'channel' | 'channelId'>;

/**
 * Checks that the settings of a server allow a command in this channel and, if the command adds sounds, by this member.
 * @throws UserError with the allowed channels or roles if the settings do not allow the command
 */
export function checkAccess(actor: ActorInChannel, command: Command, settings: Settings): void {
  if (command.anywhere) return;
  checkChannel(actor, settings);
  if (command.adds) checkMayAdd(actor, settings);
}

/** Returns whether the member manages the server. Managers can change the settings, which do not restrict managers. */
export function isManager({ memberPermissions }: Pick<Actor, 'memberPermissions'>): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

/** @throws UserError unless the settings let the member add sounds */
export function checkMayAdd(actor: Actor, { adders }: Settings): void {
  if (adders === null || isManager(actor) || hasRole(actor, adders)) return;
  const roles = roleNames(actor, adders).slice(0, MAX_NAMED);
  throw new UserError(roles.length > 0 ? { code: 'addRefused', roles } : { code: 'addForManagers' });
}

/** Returns whether the member added the sound, or the settings let the member change sounds of others. */
export function mayChange(actor: Actor, sound: Sound, { removers }: Settings): boolean {
  if (sound.addedBy.id === actor.user.id || isManager(actor)) return true;
  const managesMessages = actor.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  return removers === null ? managesMessages : hasRole(actor, removers);
}

/** @throws UserError unless the member {@link mayChange} the sound */
export function checkMayChange(actor: Actor, sound: Sound, settings: Settings): void {
  if (mayChange(actor, sound, settings)) return;
  const { removers } = settings;
  const owner = literal(sound.addedBy.name, 32);
  if (removers === null) throw new UserError({ code: 'notYours', owner });
  const roles = roleNames(actor, removers).slice(0, MAX_NAMED);
  throw new UserError(
    roles.length > 0 ? { code: 'notYoursNorRoles', owner, roles } : { code: 'notYoursNorManager', owner },
  );
}

/** Returns whether the member may remove a sound: as {@link mayChange}, or as author of the message it came from. */
export function mayRemove(actor: Actor, sound: Sound, settings: Settings): boolean {
  return sound.messageAuthorId === actor.user.id || mayChange(actor, sound, settings);
}

/** @throws UserError unless the member {@link mayRemove} the sound */
export function checkMayRemove(actor: Actor, sound: Sound, settings: Settings): void {
  if (!mayRemove(actor, sound, settings)) checkMayChange(actor, sound, settings);
}

/** Returns the names of those `roles` that still exist, such as `@DJ`. */
export function roleNames({ guild }: Pick<Actor, 'guild'>, roles: readonly string[]): string[] {
  return roles.flatMap((id) => {
    const role = guild?.roles.cache.get(id);
    return role ? [`@${literal(role.name, 40)}`] : [];
  });
}

/** Returns links to those `channels` that still exist. */
export function channelLinks({ guild }: Pick<Actor, 'guild'>, channels: readonly string[]): string[] {
  return channels.filter((id) => guild?.channels.cache.has(id)).map((id) => `<#${id}>`);
}

/** Returns whether the member has one of `roles`. The role `@everyone` has the same id as the server. */
function hasRole({ member, guildId }: Pick<Actor, 'member' | 'guildId'>, roles: readonly string[]): boolean {
  const own = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return roles.some((role) => role === guildId || own.includes(role));
}

function checkChannel(actor: ActorInChannel, { channels }: Settings): void {
  if (channels === null) return;
  const { channel, channelId } = actor;
  // A channel on the list also allows its threads, and a category allows its channels, so the parents are checked too.
  const parent = channel && 'parent' in channel ? channel.parent : null;
  const containing = [channelId, parent?.id, parent && 'parentId' in parent ? parent.parentId : null];
  if (channels.some((id) => containing.includes(id))) return;
  const links = channelLinks(actor, channels).slice(0, MAX_NAMED);
  throw new UserError(
    links.length > 0 ? { code: 'channelNotAllowed', channels: links } : { code: 'allowedChannelsGone' },
  );
}
