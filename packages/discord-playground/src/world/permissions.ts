import { type APIOverwrite, type APIRole, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { PermissionName } from './seed.ts';
import type { Channel, Guild } from './world.ts';

export const everyoneDefault: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'SendVoiceMessages',
  'ReadMessageHistory',
  'AddReactions',
  'CreatePublicThreads',
  'SendMessagesInThreads',
  'UseApplicationCommands',
  'UseExternalApps',
];

export const botDefault: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'SendVoiceMessages',
  'ReadMessageHistory',
  'CreateGuildExpressions',
  'ManageGuildExpressions',
];

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

export function bits(names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
}

/** Computes a member's permissions in a channel from roles and overwrites. Owner and administrators have all. */
export function permissionsIn(guild: Guild, userId: string, channel: Channel | null): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return ALL;

  const roles = [guild.id, ...member.roles].map((id) => guild.roles.get(id)).filter((role) => role !== undefined);
  const base = roles.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (base & PermissionFlagsBits.Administrator) return ALL;
  return channel === null ? base : withOverwrites(base, guild.id, roles, userId, channel.overwrites);
}

/** Checks whether a person can open a channel. Only members of a private thread can open the thread. */
export function isOpenTo({ thread }: Channel, userId: string): boolean {
  return thread?.type !== ChannelType.PrivateThread || thread.memberIds.has(userId);
}

/** Applies the permission overwrites of a channel. https://discord.com/developers/docs/topics/permissions#permission-overwrites */
function withOverwrites(
  base: bigint,
  everyoneId: string,
  roles: APIRole[],
  userId: string,
  overwrites: readonly APIOverwrite[],
): bigint {
  const roleIds = new Set(roles.map((role) => role.id).filter((id) => id !== everyoneId));
  const layers = [
    overwrites.filter((overwrite) => overwrite.id === everyoneId),
    overwrites.filter((overwrite) => roleIds.has(overwrite.id)),
    overwrites.filter((overwrite) => overwrite.id === userId),
  ];
  return layers.reduce((permissions, layer) => {
    const deny = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (permissions & ~deny) | allow;
  }, base);
}
