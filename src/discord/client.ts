import type { IShardingStrategy, WebSocketManager } from '@discordjs/ws';
import {
  Client,
  type ClientOptions,
  GatewayIntentBits,
  type IIdentifyThrottler,
  Options,
  Partials,
  type RESTOptions,
  SimpleShardingStrategy,
} from 'discord.js';
import type { Config } from '../config.ts';
import { RETRIES, retryingRequest } from './retrying-request.ts';
import { REQUEST_MS, UPLOAD_MS } from './timed-request.ts';

/** Milliseconds to wait at startup for guilds that Discord reports as unavailable. */
const GUILD_WAIT_MS = 5000;
const HANDLER_SWEEP_MS = 300_000;

type ClientConfig = Pick<Config, 'DISCORD_API_URL' | 'SHARDS'> &
  Partial<Pick<Config, 'ATTACHMENT_ORIGINS' | 'SHARD_LIST' | 'TOTAL_SHARDS'>>;

export interface ClientHooks {
  /** Decides when a shard may start a session. Default: that of discord.js. */
  readonly throttler?: IIdentifyThrottler;
  /** Receives the manager of the gateway, and the strategy that holds its connections, once the client logs in. */
  readonly onGateway?: (gateway: WebSocketManager, strategy: IShardingStrategy) => void;
}

/** Creates a client with two intents and almost no cache. Mentions in its messages notify nobody. */
export function createClient(config: ClientConfig, { throttler, onGateway }: ClientHooks = {}): Client {
  return new Client({
    ws: {
      ...(throttler && { buildIdentifyThrottler: () => throttler }),
      buildStrategy(gateway) {
        const strategy = new SimpleShardingStrategy(gateway);
        onGateway?.(gateway, strategy);
        return strategy;
      },
    },
    // None of these intents has to be requested from Discord. The second is for the events of soundboards.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildExpressions, GatewayIntentBits.DirectMessages],
    // Without this partial, an interaction in a thread that the bot cannot see would have no channel, and direct messages
    // would not arrive.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    waitGuildTimeout: GUILD_WAIT_MS,
    ...shardsOf(config),
    rest: {
      ...restAddress(config),
      // Sounds of soundboards are at the first origin for files.
      ...(config.ATTACHMENT_ORIGINS?.[0] && { cdn: config.ATTACHMENT_ORIGINS[0] }),
      // Turns off the global rate limit of discord.js, which would count responses to interactions, although Discord's
      // limit of 50 requests a second does not. It also measures by the time of day: if the clock were set back an
      // hour, discord.js would send nothing for an hour.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      // Sweeps more often than by default, because discord.js keeps a queue per interaction until the next sweep.
      handlerSweepInterval: HANDLER_SWEEP_MS,
      retries: RETRIES,
      // The time limit of discord.js covers a whole upload; its default of 15 s would abort every upload of 20 MiB at
      // 1 MiB/s. `timedRequest` sets a shorter limit for each kind of request.
      timeout: UPLOAD_MS + 2 * REQUEST_MS,
      makeRequest: retryingRequest(),
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

/** Returns the options for the shards: those of this process, those of the bot, or as many as Discord recommends. */
function shardsOf({ SHARDS, SHARD_LIST, TOTAL_SHARDS }: ClientConfig): Pick<ClientOptions, 'shards' | 'shardCount'> {
  if (SHARD_LIST !== undefined && TOTAL_SHARDS !== undefined)
    return { shards: [...SHARD_LIST], shardCount: TOTAL_SHARDS };
  if (SHARDS === 'auto') return { shards: 'auto' };
  return { shards: Array.from({ length: SHARDS }, (_, shard) => shard), shardCount: SHARDS };
}

/** Returns the option for the address of the REST API, without the version, which discord.js appends itself. */
export function restAddress({ DISCORD_API_URL: url }: Pick<ClientConfig, 'DISCORD_API_URL'>): Partial<RESTOptions> {
  return url ? { api: url.replace(/\/+$/, '').replace(/\/v\d+$/, '') } : {};
}
