import type { Guild } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Settings } from '../../storage/settings.ts';
import { channelLinks, MAX_NAMED, roleNames } from '../shared/permissions.ts';

/** Returns a line with the roles that may add sounds. */
export function addersLine({ adders }: Settings, messages: Messages, guild: Guild | null): string {
  const { everyone } = messages.settings;
  return adders === null ? everyone : rolesLine(adders, everyone, messages, guild);
}

/** Returns a line with the roles that may change and remove sounds of other members. */
export function removersLine({ removers }: Settings, messages: Messages, guild: Guild | null): string {
  const { managingMessages, everyoneRemoves } = messages.settings;
  return removers === null ? managingMessages : rolesLine(removers, everyoneRemoves, messages, guild);
}

/** Returns a line with the channels in which the bot can be used. */
export function channelsLine({ channels }: Settings, { settings: t, common }: Messages, guild: Guild | null): string {
  if (channels === null) return t.everywhere;
  const links = channelLinks({ guild }, channels);
  if (links.length === 0) return t.nowhere;
  return [t.within(links.slice(0, MAX_NAMED)), ...rest(channels, links, t, common, guild)].join(' · ');
}

/** Returns a line with the names of roles. @param everyone the line if `roles` includes the role of all members */
function rolesLine(
  roles: readonly string[],
  everyone: string,
  { settings: t, common }: Messages,
  guild: Guild | null,
): string {
  if (guild && roles.includes(guild.id)) return everyone;
  const names = roleNames({ guild }, roles);
  const line = names.length > 0 ? t.withRoles(names.slice(0, MAX_NAMED)) : t.managers;
  return [line, ...rest(roles, names, t, common, guild)].join(' · ');
}

/** Returns notes on the chosen channels or roles that a line omits: how many exceed the maximum or no longer exist. */
function rest(
  chosen: readonly string[],
  existing: readonly string[],
  t: Messages['settings'],
  common: Messages['common'],
  guild: Guild | null,
): string[] {
  const gone = guild ? chosen.length - existing.length : 0;
  return [
    ...(existing.length > MAX_NAMED ? [common.andMore(existing.length - MAX_NAMED)] : []),
    ...(gone > 0 ? [t.gone(gone)] : []),
  ];
}
