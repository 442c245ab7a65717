import type { GuildView, Member } from '../contract.ts';
import { guildChannels, userOf } from '../world/payloads.ts';
import type { Guild, World } from '../world/world.ts';
import { createMember } from './member.ts';

/** Returns the id of the person whose user name or id is given. */
export function findPerson(world: World, name: string): string {
  const people = [...world.people.values()];
  const person = people.find(({ user }) => user.username === name || user.id === name);
  if (person !== undefined) return person.user.id;
  throw new Error(`There is nobody called "${name}"; there are: ${people.map(({ user }) => user.username).join(', ')}`);
}

/** Returns the guild with this name or id. @throws Error if there is none */
export function findGuild(world: World, name: string): Guild {
  const guild = [...world.guilds.values()].find((one) => one.name === name || one.id === name);
  if (guild === undefined) throw new Error(`There is no guild "${name}"`);
  return guild;
}

/** Returns a person in the first channel of a guild. `guild`: name or id, default the first guild. */
export function findMember(world: World, name: string, guildName?: string): Member {
  const guilds = [...world.guilds.values()];
  const guild =
    guildName === undefined ? guilds[0] : guilds.find((one) => one.name === guildName || one.id === guildName);
  const userId = findPerson(world, name);
  const channel = world.channels.get(guild?.channelIds[0] ?? '');
  if (channel === undefined || !guild?.members.has(userId)) {
    throw new Error(`"${name}" is not a member of ${guildName ?? guild?.name ?? 'any guild'}`);
  }
  return createMember(world, userId, channel);
}

export function viewOf(world: World, guild: Guild): GuildView {
  return {
    id: guild.id,
    name: guild.name,
    channels: guildChannels(world, guild).map(({ id, name }) => ({ id, name })),
    roles: [...guild.roles.values()]
      .filter(({ id: role, managed }) => role !== guild.id && !managed)
      .map(({ id: role, name }) => ({ id: role, name })),
    members: [...guild.members.keys()].map((id) => userOf(world, id)),
  };
}
