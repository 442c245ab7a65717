import type { Guild } from 'discord.js';
import type { Settings } from '../storage/settings.ts';
import { channelLinks, NAMED, roleNames } from './house-rules.ts';
import type { Messages } from './messages/index.ts';

/** Who a list of roles stands for, in words; `standard` where there is none. */
export function rolesLine(
  roles: readonly string[] | null,
  standard: string,
  { settings: say, common }: Messages,
  guild: Guild | null,
): string {
  if (roles === null) return standard;
  const names = roleNames({ guild }, roles);
  const line = names.length > 0 ? say.withRoles(names.slice(0, NAMED)) : say.managers;
  return [line, ...rest(roles, names, say, common, guild)].join(' · ');
}

/** Where the bot may be used, in words. */
export function placesLine({ channels }: Settings, { settings: say, common }: Messages, guild: Guild | null): string {
  if (channels === null) return say.everywhere;
  const links = channelLinks({ guild }, channels);
  if (links.length === 0) return say.nowhere;
  return [say.within(links.slice(0, NAMED)), ...rest(channels, links, say, common, guild)].join(' · ');
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
