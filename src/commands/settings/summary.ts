import type { Guild } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Settings } from '../../storage/settings.ts';
import { channelLinks, NAMED, roleNames } from '../shared/permissions.ts';

/** Who may add sounds, in words. */
export function addersLine({ adders }: Settings, messages: Messages, guild: Guild | null): string {
  const { everyone } = messages.settings;
  return adders === null ? everyone : rolesLine(adders, everyone, messages, guild);
}

/** Who may change and remove the sounds of others, in words. */
export function removersLine({ removers }: Settings, messages: Messages, guild: Guild | null): string {
  const { managingMessages, everyoneRemoves } = messages.settings;
  return removers === null ? managingMessages : rolesLine(removers, everyoneRemoves, messages, guild);
}

/** Where the bot may be used, in words. */
export function placesLine({ channels }: Settings, { settings: say, common }: Messages, guild: Guild | null): string {
  if (channels === null) return say.everywhere;
  const links = channelLinks({ guild }, channels);
  if (links.length === 0) return say.nowhere;
  return [say.within(links.slice(0, NAMED)), ...rest(channels, links, say, common, guild)].join(' · ');
}

/** @param everyone says what it means that the role which all members have is among them */
function rolesLine(
  roles: readonly string[],
  everyone: string,
  { settings: say, common }: Messages,
  guild: Guild | null,
): string {
  if (guild && roles.includes(guild.id)) return everyone;
  const names = roleNames({ guild }, roles);
  const line = names.length > 0 ? say.withRoles(names.slice(0, NAMED)) : say.managers;
  return [line, ...rest(roles, names, say, common, guild)].join(' · ');
}

function rest(
  chosen: readonly string[],
  here: readonly string[],
  say: Messages['settings'],
  common: Messages['common'],
  guild: Guild | null,
): string[] {
  const gone = guild ? chosen.length - here.length : 0;
  return [...(here.length > NAMED ? [common.andMore(here.length - NAMED)] : []), ...(gone > 0 ? [say.gone(gone)] : [])];
}
