import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Config } from '../config.ts';
import { REPEATS, retryingRequest } from './retrying-request.ts';

/** Milliseconds to wait at the start for guilds that Discord says are unavailable. */
const GUILD_WAIT_MS = 5000;
const SWEEP_MS = 300_000;

/** A client that asks for no more than it needs: one intent, next to no cache, and it never mentions anybody. */
export function createClient(config: Pick<Config, 'DISCORD_API_URL' | 'SHARDS'>): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // Of a thread that it does not see, an interaction alone tells the bot which channel it is in.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    waitGuildTimeout: GUILD_WAIT_MS,
    shards: config.SHARDS === 'auto' ? 'auto' : Array.from({ length: config.SHARDS }, (_, shard) => shard),
    ...(config.SHARDS === 'auto' ? {} : { shardCount: config.SHARDS }),
    rest: {
      // Interactions do not count towards the 50 requests a second. discord.js would count them all the same, by the
      // time of day: were that set back by an hour, nothing would be sent for an hour.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      // Every interaction leaves a queue of its own behind.
      handlerSweepInterval: SWEEP_MS,
      retries: REPEATS,
      makeRequest: retryingRequest,
      ...(config.DISCORD_API_URL ? { api: apiBase(config.DISCORD_API_URL) } : {}),
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === member.client.user.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
      VoiceStateManager: 0,
    }),
  });
}

/** discord.js appends `/v10` itself. */
function apiBase(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/v\d+$/, '');
}
