import { type APIReaction, type APIUser, ChannelType } from 'discord-api-types/v10';
import { unknownUser } from '../rest/errors.ts';
import { isOpenTo } from './permissions.ts';
import type { BoardSound, Channel, Guild, GuildMember, StoredMessage, Thread, World } from './world.ts';

/** Returns the user object of a person or the bot. @throws DiscordError 10013 if the user does not exist */
export function userOf(world: World, userId: string): APIUser {
  const user = userId === world.bot.id ? world.bot : world.people.get(userId)?.user;
  if (user === undefined) throw unknownUser();
  return user;
}

export function memberPayload(world: World, member: GuildMember) {
  return {
    user: userOf(world, member.userId),
    nick: null,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: member.joinedAt,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function channelPayload(world: World, channel: Channel) {
  const lastMessageId = lastMessageIn(world, channel);
  if (channel.guildId === null) {
    const recipients = channel.recipientId === null ? [] : [userOf(world, channel.recipientId)];
    return { id: channel.id, type: ChannelType.DM as const, flags: 0, last_message_id: lastMessageId, recipients };
  }
  if (channel.thread !== null) return threadPayload(world, channel, channel.thread);
  return {
    id: channel.id,
    type: ChannelType.GuildText as const,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: lastMessageId,
    permission_overwrites: channel.overwrites,
    flags: 0,
  };
}

/** Returns a thread as the bot sees it. The property `member` is present if the bot has joined the thread. */
export function threadPayload(world: World, channel: Channel, thread: Thread) {
  const messageCount = world.messages.get(channel.id)?.size ?? 0;
  const createdAt = new Date(thread.createdAt).toISOString();
  return {
    id: channel.id,
    type: thread.type,
    guild_id: channel.guildId ?? '',
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: channel.name,
    position: channel.position,
    rate_limit_per_user: 0,
    last_message_id: lastMessageIn(world, channel),
    message_count: messageCount,
    total_message_sent: messageCount,
    member_count: thread.memberIds.size,
    thread_metadata: {
      archived: false,
      archive_timestamp: createdAt,
      create_timestamp: createdAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: false,
    },
    ...(thread.memberIds.has(world.bot.id) ? { member: threadMemberPayload(channel, thread, world.bot.id) } : {}),
    flags: 0,
  };
}

export function threadMemberPayload({ id }: Channel, thread: Thread, userId: string) {
  return { id, user_id: userId, join_timestamp: new Date(thread.createdAt).toISOString(), flags: 0 };
}

function lastMessageIn(world: World, { id }: Channel): string | null {
  return [...(world.messages.get(id)?.keys() ?? [])].at(-1) ?? null;
}

/** Returns the `reactions` of a message as the bot sees them. */
export function reactionsPayload(world: World, { reactions }: StoredMessage): APIReaction[] {
  return [...reactions].map(([name, userIds]) => ({
    emoji: { id: null, name },
    count: userIds.size,
    count_details: { burst: 0, normal: userIds.size },
    me: userIds.has(world.bot.id),
    me_burst: false,
    burst_colors: [],
  }));
}

export function guildChannels(world: World, guild: Guild): Channel[] {
  return guild.channelIds.map((id) => world.channels.get(id)).filter((channel) => channel !== undefined);
}

/** Returns the threads of a guild that the bot can see, oldest first. The playground never archives a thread. */
export function activeThreads(world: World, guildId: string): Channel[] {
  return [...world.channels.values()].filter(
    (channel) => channel.guildId === guildId && channel.thread !== null && isOpenTo(channel, world.bot.id),
  );
}

/** Returns the guild object of `GET /guilds/{guild_id}`. */
export function guildPayload(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    premium_tier: guild.premiumTier,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    hub_type: null,
    incidents_data: null,
    nsfw: false,
    nsfw_level: 0,
    features: [],
    emojis: [],
    stickers: [],
    roles: [...guild.roles.values()],
  };
}

/**
 * Returns the data of the gateway event GUILD_CREATE. The bot itself is the only element of `members`, because Discord
 * sends the other members of the guild only to bots with a privileged intent.
 */
export function guildCreatePayload(world: World, guild: Guild) {
  const bot = guild.members.get(world.bot.id);
  return {
    ...guildPayload(guild),
    joined_at: guild.joinedAt,
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: bot === undefined ? [] : [memberPayload(world, bot)],
    channels: guildChannels(world, guild).map((channel) => channelPayload(world, channel)),
    threads: activeThreads(world, guild.id).map((thread) => channelPayload(world, thread)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [...guild.soundboard.values()].map((sound) => boardSoundPayload(world, guild, sound)),
  };
}

/**
 * Slots of a soundboard by the boost level of its guild.
 * @see https://support.discord.com/hc/en-us/articles/12612888127767-Soundboard-FAQ
 */
const BOARD_SLOTS = [8, 24, 36, 48] as const;

/** Returns the number of sounds that the soundboard of a guild can have. */
export function boardSlots({ premiumTier }: Guild): number {
  return BOARD_SLOTS[premiumTier] ?? BOARD_SLOTS[0];
}

/** Returns a sound of a soundboard. `user` is present if `withUser` is true: only some bots see who added a sound. */
export function boardSoundPayload(world: World, guild: Guild, sound: BoardSound, withUser = false) {
  return {
    name: sound.name,
    sound_id: sound.id,
    volume: sound.volume,
    emoji_id: sound.emojiId,
    emoji_name: sound.emojiName,
    guild_id: guild.id,
    // A guild that lost boosts keeps its sounds, but only its oldest ones can be used.
    available: [...guild.soundboard.keys()].indexOf(sound.id) < boardSlots(guild),
    ...(withUser ? { user: userOf(world, sound.userId) } : {}),
  };
}

/** Returns the application object of `GET /applications/@me`. */
export function applicationPayload(world: World) {
  return {
    id: world.applicationId,
    name: world.bot.username,
    icon: null,
    description: '',
    type: null,
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    integration_types_config: { 0: {} },
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: [...world.people.values()][0]?.user ?? world.bot,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}
