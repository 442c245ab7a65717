import { type APIRole, type APIUser, OverwriteType } from 'discord-api-types/v10';
import type { PlaygroundEvent } from '../contract.ts';
import type { Clock } from './clock.ts';
import { createFileStore } from './file-store.ts';
import { bits, botDefault, everyoneDefault } from './permissions.ts';
import type { ChannelSeed, GuildSeed, MemberSeed } from './seed.ts';
import { seedId } from './seed-id.ts';
import { addBoardSound } from './soundboard.ts';
import type { Channel, Guild, World } from './world.ts';

/** Value for no flags: a plain number, because the enums of discord-api-types have no member for 0. */
const NO_FLAGS: number = 0;

export interface WorldOptions {
  clock: Clock;
  token: string | undefined;
  botName: string;
  guilds: readonly GuildSeed[];
  origin: () => string;
  announce: (event: PlaygroundEvent) => void;
}

/** Creates the state of a playground from seeds of guilds. The bot is a member of every guild. */
export function createWorld({ clock, token, botName, guilds, origin, announce }: WorldOptions): World {
  const nextId = snowflakes(clock);
  const applicationId = seedId('application', botName);
  const world: World = {
    clock,
    nextId,
    token: token ?? `${Buffer.from(applicationId).toString('base64url')}.playground.token`,
    applicationId,
    // The user id of a bot is the id of its application.
    bot: { ...newUser(applicationId, botName, null), bot: true },
    people: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    commands: new Map(),
    commandCreates: new Map(),
    interactions: new Map(),
    files: createFileStore(clock, nextId, origin),
    announce,
    dispatch: () => {},
  };
  for (const seed of guilds) addGuild(world, seed);
  return world;
}

/** Adds a guild, of which the bot is a member. */
export function addGuild(world: World, seed: GuildSeed): Guild {
  const id = seed.id ?? seedId('guild', seed.name);
  const joinedAt = new Date(world.clock.now()).toISOString();
  const people = seed.members.map((member) => ({ member, userId: personId(world, member) }));
  const everyone = newRole(id, '@everyone', 0, bits(seed.everyone ?? everyoneDefault));
  const bot = {
    ...newRole(seedId('bot role', id), world.bot.username, 1, bits(seed.bot ?? botDefault)),
    managed: true,
  };
  const roles = (seed.roles ?? []).map((role, i) =>
    newRole(seedId('role', id, role.name), role.name, i + 2, bits(role.permissions)),
  );
  const roleId = (name: string) => {
    if (name === 'everyone') return everyone.id;
    const role = name === 'bot' ? bot : roles.find((candidate) => candidate.name === name);
    if (role === undefined) throw new Error(`The guild "${seed.name}" has no role "${name}"`);
    return role.id;
  };

  const guild: Guild = {
    id,
    name: seed.name,
    ownerId: people[0]?.userId ?? world.applicationId,
    locale: seed.locale ?? 'en-US',
    premiumTier: seed.premiumTier ?? 0,
    joinedAt,
    roles: new Map([everyone, bot, ...roles].map((role) => [role.id, role])),
    members: new Map([[world.bot.id, { userId: world.bot.id, roles: [bot.id], joinedAt }]]),
    channelIds: [],
    soundboard: new Map(),
  };
  for (const { member, userId } of people) {
    guild.members.set(userId, { userId, roles: (member.roles ?? []).map(roleId), joinedAt });
  }
  for (const [position, channelSeed] of seed.channels.entries()) {
    const channel = newChannel(guild.id, channelSeed, position, roleId);
    world.channels.set(channel.id, channel);
    guild.channelIds.push(channel.id);
  }
  world.guilds.set(id, guild);
  for (const { by, ...sound } of seed.soundboard ?? []) {
    addBoardSound(world, guild, { ...sound, userId: by === undefined ? guild.ownerId : personId(world, { name: by }) });
  }
  return guild;
}

function newChannel(guildId: string, seed: ChannelSeed, position: number, roleId: (name: string) => string): Channel {
  const overwrites = (seed.overwrites ?? []).map((overwrite) => ({
    id: roleId(overwrite.for),
    type: OverwriteType.Role,
    allow: bits(overwrite.allow ?? []).toString(),
    deny: bits(overwrite.deny ?? []).toString(),
  }));
  return {
    id: seed.id ?? seedId('channel', guildId, seed.name),
    name: seed.name,
    guildId,
    recipientId: null,
    position,
    overwrites,
    thread: null,
  };
}

/** Returns the user id of a member of a seed. The same user name in two guilds means the same person. */
function personId(world: World, seed: MemberSeed): string {
  const known = [...world.people.values()].find((person) => person.user.username === seed.name);
  if (known !== undefined) return known.user.id;

  const id = seed.id ?? seedId('user', seed.name);
  world.people.set(id, {
    user: newUser(id, seed.name, seed.displayName ?? null),
    locale: seed.locale ?? 'en-US',
    uploadLimit: seed.uploadLimit ?? 0,
    acceptsDirectMessages: seed.acceptsDirectMessages ?? true,
  });
  return id;
}

function newUser(id: string, username: string, globalName: string | null): APIUser {
  return {
    id,
    username,
    discriminator: '0',
    global_name: globalName,
    avatar: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    primary_guild: null,
  };
}

function newRole(id: string, name: string, position: number, permissions: bigint): APIRole {
  return {
    id,
    name,
    position,
    permissions: permissions.toString(),
    color: 0,
    icon: null,
    unicode_emoji: null,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: NO_FLAGS,
  };
}

/** Start of 2015 in milliseconds since the Unix epoch: Discord's ids count time from there. */
const EPOCH = 1_420_070_400_000n;

/** Creates a generator of increasing ids like Discord's: time in the upper 42 bits, then a counter. */
function snowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const fresh = (BigInt(clock.now()) - EPOCH) << 22n;
    last = fresh > last ? fresh : last + 1n;
    return last.toString();
  };
}
