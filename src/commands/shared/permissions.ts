import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Command } from '../command.ts';
import { literal } from './text.ts';

/** Roles and channels that a refusal names. */
export const NAMED = 8;

type InGuild = Extract<Interaction<'cached' | 'raw'>, { member: unknown }>;
/** Who does something, and where. */
export type Actor = Pick<InGuild, 'user' | 'member' | 'memberPermissions' | 'guild' | 'guildId'>;
type Visitor = Actor & Pick<InGuild, 'channel' | 'channelId'>;

/**
 * The one place where a server's settings let an interaction in: in this channel, and, where the command adds sounds,
 * from this member. @throws UserError `not-allowed`, with whom or where it is allowed.
 */
export function checkHouseRules(visitor: Visitor, command: Command, settings: Settings): void {
  if (command.anywhere) return;
  checkPlace(visitor, settings);
  if (command.adds) checkMayAdd(visitor, settings);
}

/** Managers can always reach the settings, and do all that these give to roles. */
export function isManager({ memberPermissions }: Pick<Actor, 'memberPermissions'>): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

/** Whether the member has one of these roles; a role that is gone is nobody's. */
export function hasRole({ member, guildId }: Pick<Actor, 'member' | 'guildId'>, roles: readonly string[]): boolean {
  const own = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return roles.some((role) => role === guildId || own.includes(role));
}

/** Names of those roles that are there still, as `@DJ`. */
export function roleNames({ guild }: Pick<Actor, 'guild'>, roles: readonly string[]): string[] {
  return roles.flatMap((id) => {
    const role = guild?.roles.cache.get(id);
    return role ? [`@${literal(role.name, 40)}`] : [];
  });
}

/** Those channels that are there still, as links. */
export function channelLinks({ guild }: Pick<Actor, 'guild'>, channels: readonly string[]): string[] {
  return channels.filter((id) => guild?.channels.cache.has(id)).map((id) => `<#${id}>`);
}

function checkPlace(visitor: Visitor, { channels }: Settings): void {
  if (channels === null) return;
  const { channel, channelId } = visitor;
  // A thread is in its channel, and a channel in its category.
  const parent = channel && 'parent' in channel ? channel.parent : null;
  const place = [channelId, parent?.id, parent && 'parentId' in parent ? parent.parentId : null];
  if (channels.some((id) => place.includes(id))) return;
  const links = channelLinks(visitor, channels).slice(0, NAMED);
  throw new UserError(
    links.length > 0 ? { code: 'channelNotAllowed', channels: links } : { code: 'allowedChannelsGone' },
  );
}

/** @throws UserError `not-allowed` unless the settings let the member add sounds. */
export function checkMayAdd(actor: Actor, { adders }: Settings): void {
  if (adders === null || isManager(actor) || hasRole(actor, adders)) return;
  const roles = roleNames(actor, adders).slice(0, NAMED);
  throw new UserError(roles.length > 0 ? { code: 'addRefused', roles } : { code: 'addForManagers' });
}
