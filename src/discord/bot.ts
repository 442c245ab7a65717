import type { EventEmitter } from 'node:events';
import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, RESTEvents, Status } from 'discord.js';
import type { App, ModelDownload } from '../commands/command.ts';
import { buttons, commands } from '../commands/index.ts';
import { UNDO_MS } from '../commands/library/remove.ts';
import { createRecent } from '../commands/shared/lru-cache.ts';
import { createRateLimiter } from '../commands/shared/rate-limiter.ts';
import { type Archives, startArchives } from '../commands/transfer/start-archives.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { OperatorError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Pictures, startPictures } from '../pictures/index.ts';
import type { Libraries } from '../storage/library.ts';
import { createClient } from './client.ts';
import { checkSize, download } from './download.ts';
import type { BotEvents } from './events.ts';
import { registerCommands } from './registration.ts';
import { createRouter } from './router.ts';
import { createUnderWay, interruptible, interruptibleArchives, type UnderWay } from './under-way.ts';

/** What the bot runs on. It does not close them. */
export interface BotDependencies {
  readonly engine: Engine;
  readonly libraries: Libraries;
  readonly log: Log;
  /** Receives the interactions' events. */
  readonly events?: EventEmitter<BotEvents>;
  /** Milliseconds for which a reply can still be edited; default as Discord allows, less a minute. */
  readonly answerMs?: number;
  /** How far the download of the CLAP model is; default there is none. */
  readonly modelDownload?: () => ModelDownload | null;
  /** Told where Discord has ended a connection for good, as when the token was revoked. */
  readonly onLost?: () => void;
}

export interface Bot {
  readonly guilds: number;
  /** Whether every gateway connection stands. */
  readonly connected: boolean;
  /** Refuses what is new, lets what is under way finish for a few seconds, hands back the rest, then disconnects. */
  close(): Promise<void>;
}

/** Searches and questions that are kept at hand; each takes about 20 KB. */
const RECENT = 500;
/** Sketches of stored sounds; each takes 15 KB. */
const RECENT_SKETCHES = 200;
/** Bytes of sounds that can be put back. */
const REMOVED_BYTES = 128 * 2 ** 20;
/** The path of the first answer to an interaction. */
const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback/;
const FINISH_MS = 5000;
/** Discord takes edits of a reply for 15 minutes. */
const ANSWER_MS = 14 * 60_000;
/** Time to tell members that their sound was handed back. */
const HAND_BACK_MS = 2000;

/** Connects, registers the commands where they changed, and answers from then on. @throws UserError `usage` where the token is refused. */
export async function startBot(config: Config, parts: BotDependencies): Promise<Bot> {
  const client = createClient(config);
  const underWay = createUnderWay();
  const pictures = startPictures();
  const archives = startArchives();
  let closing = false;
  const router = createRouter(
    commands,
    buttons,
    createApp(config, parts, underWay, { pictures, archives }),
    parts.events,
  );
  client.on(Events.InteractionCreate, (interaction) => void router.route(interaction));
  client.on(Events.Error, (err) => parts.log.error({ err }, 'client'));
  client.on(Events.Warn, (message) => parts.log.warn(message));
  client.on(Events.ShardReconnecting, (shard) => {
    if (!closing) parts.log.info({ shard }, 'connection lost; reconnecting');
  });
  client.on(Events.ShardResume, (shard, replayed) => parts.log.info({ shard, replayed }, 'connection resumed'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    if (closing) return;
    parts.log.error({ shard, code }, 'Discord ended the connection');
    parts.onLost?.();
  });
  client.rest.on(RESTEvents.Response, ({ path }, { ok }) => {
    const id = ok && CALLBACK.exec(path)?.[1];
    if (id) parts.events?.emit('interaction', { type: 'acknowledged', id });
  });
  try {
    const applicationId = await login(client, config.DISCORD_TOKEN ?? '');
    const changed = await registerCommands(client.rest, applicationId, commands);
    parts.log.info({ guilds: client.guilds.cache.size, mode: parts.engine.mode, registered: changed }, 'ready');
  } catch (error) {
    await Promise.all([client.destroy(), pictures.close(), archives.close()]);
    throw error;
  }
  return {
    get guilds() {
      return client.guilds.cache.size;
    },
    get connected() {
      return client.isReady() && client.ws.status === Status.Ready;
    },
    async close() {
      closing = true;
      // Dozens of pictures may be waiting to be drawn, for answers that members have already.
      await Promise.all([pictures.stopAllButMaps(), router.drain(FINISH_MS)]);
      underWay.handBack();
      await router.drain(HAND_BACK_MS);
      await Promise.all([client.destroy(), pictures.close(), archives.close()]);
    },
  };
}

interface Threads {
  readonly pictures: Pictures;
  readonly archives: Archives;
}

function createApp(config: Config, parts: BotDependencies, underWay: UnderWay, { pictures, archives }: Threads): App {
  const maxBytes = config.MAX_FILE_MB * 2 ** 20;
  const options = { origins: config.ATTACHMENT_ORIGINS, maxBytes, timeoutMs: config.DOWNLOAD_SECONDS * 1000 };
  return {
    ...parts,
    answerMs: parts.answerMs ?? ANSWER_MS,
    modelDownload: parts.modelDownload ?? (() => null),
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 },
    engine: interruptible(parts.engine, underWay),
    queries: createRecent(RECENT),
    offers: createRecent(RECENT),
    cancellable: createRecent(RECENT),
    removed: createRecent(REMOVED_BYTES, { sizeOf: ({ sound }) => sound.audio.length, keptMs: UNDO_MS }),
    pictures,
    archives: interruptibleArchives(archives, underWay),
    sketches: createRecent(RECENT_SKETCHES),
    latest: createRecent(RECENT),
    rateLimiter: createRateLimiter({ atOnce: config.MAX_JOBS_PER_MEMBER, perMinute: config.MAX_SOUNDS_PER_MINUTE }),
    download: async (file, signal) => {
      checkSize(file.size, maxBytes);
      return underWay.run(signal, (either) => download(file.url, { ...options, signal: either }));
    },
  };
}

/** Resolves to the application's id once Discord has sent the guilds. */
async function login(client: Client, token: string): Promise<string> {
  const ready = new Promise<string>((resolve) =>
    client.once(Events.ClientReady, ({ application }) => resolve(application.id)),
  );
  try {
    await client.login(token);
  } catch (error) {
    if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
      throw new OperatorError(
        'usage',
        'DISCORD_TOKEN was refused by Discord. Copy it again from the Developer Portal.',
        {
          cause: error,
        },
      );
    throw error;
  }
  return ready;
}
