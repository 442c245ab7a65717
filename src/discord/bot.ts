import type { EventEmitter } from 'node:events';
import { type Client, DiscordjsError, DiscordjsErrorCodes, Events, RESTEvents, Status } from 'discord.js';
import type { App, ModelDownload } from '../commands/app.ts';
import { commands } from '../commands/index.ts';
import { createByteBudget } from '../commands/shared/byte-budget.ts';
import { createCaches } from '../commands/shared/caches.ts';
import { type OpenReplies, openReplies } from '../commands/shared/open-replies.ts';
import { createRateLimiter } from '../commands/shared/rate-limiter.ts';
import { ANSWER_MS } from '../commands/shared/reply.ts';
import { createTasks } from '../commands/shared/tasks.ts';
import { startArchives } from '../commands/transfer/start-archives.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { OperatorError, UserError } from '../errors.ts';
import { openTemporaryFiles, removeFiles, type TemporaryFiles } from '../files/temporary-files.ts';
import type { Log } from '../log.ts';
import { startPictures } from '../pictures/index.ts';
import type { Libraries } from '../storage/library.ts';
import { createClient } from './client.ts';
import { checkSize, download } from './download.ts';
import type { BotEvents } from './events.ts';
import { mendReplies } from './mend-replies.ts';
import { registerCommands } from './register-commands.ts';
import { createRouter } from './router.ts';

/** The components that the bot uses. The caller closes them after the bot. */
export interface BotDependencies {
  readonly engine: Engine;
  readonly libraries: Libraries;
  readonly log: Log;
  /** Emitter for the steps of each interaction, from which metrics are collected. */
  readonly events?: EventEmitter<BotEvents>;
  /** Milliseconds during which a reply can be edited; default 14 minutes, one minute less than Discord allows. */
  readonly answerMs?: number;
  /** Returns the progress of the download of the CLAP model, or null if none is running. Default: always null. */
  readonly modelDownload?: () => ModelDownload | null;
  /** Folder for the record of replies that show progress. Default: the record is lost with the process. */
  readonly dataDir?: string;
  /** Called if Discord ends a connection for good, for example because the token was revoked. */
  readonly onLost?: () => void;
}

export interface Bot {
  readonly guilds: number;
  /** Whether all connections to the gateway are established. */
  readonly connected: boolean;
  /** Refuses new interactions, gives running tasks a few seconds to finish, aborts the others, and disconnects. */
  close(): Promise<void>;
}

const MIB = 2 ** 20;
/** Disk space for downloaded and unpacked files: of all members, and of one. A form takes up to ten files of 25 MiB. */
const TEMPORARY = { total: 2048 * MIB, perMember: 512 * MIB };
/** Requests of any kind that a member may send for each sound that may be analyzed at once, or within a minute. */
const REQUESTS_AT_ONCE = 3;
const REQUESTS_PER_MINUTE = 2;
/** Path of the request with which the bot first responds to an interaction. */
const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback/;
/** Time limits at shutdown: for running tasks to finish, and then for telling members that their task was aborted. */
const FINISH_MS = 5000;
const ABORT_MS = 2000;

/** Connects to Discord and answers interactions. @throws OperatorError `usage` if Discord rejects the token */
export async function startBot(config: Config, dependencies: BotDependencies): Promise<Bot> {
  const { engine, log, events, onLost } = dependencies;
  const client = createClient(config);
  const pictures = startPictures();
  const archives = startArchives();
  const open = await openReplies(dependencies.dataDir ?? null);
  const temporaryFiles = await openTemporaryFiles(dependencies.dataDir ?? null);
  const app = createApp(config, dependencies, { pictures, archives }, { open, temporaryFiles });
  const { tasks } = app;
  const router = createRouter(commands, app, events);
  let closing = false;
  client.on(Events.InteractionCreate, (interaction) => void router.route(interaction));
  client.on(Events.Error, (err) => log.error({ err }, 'client'));
  client.on(Events.Warn, (message) => log.warn(message));
  client.on(Events.ShardReconnecting, (shard) => {
    if (!closing) log.info({ shard }, 'connection lost; reconnecting');
  });
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'connection resumed'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    if (closing) return;
    log.error({ shard, code }, 'Discord ended the connection');
    onLost?.();
  });
  client.rest.on(RESTEvents.Response, ({ path }, { ok }) => {
    const id = ok && CALLBACK.exec(path)?.[1];
    if (id) events?.emit('interaction', { type: 'acknowledged', id });
  });
  try {
    const applicationId = await login(client, config.DISCORD_TOKEN ?? '');
    await registerCommands(client.rest, applicationId, commands);
    void mendReplies(client.rest, open.left, log);
    log.info({ guilds: client.guilds.cache.size, mode: engine.mode }, 'ready');
  } catch (error) {
    await Promise.all([client.destroy(), pictures.close(), archives.close(), temporaryFiles.close()]);
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
      const restarting = new UserError({ code: 'restarting' });
      tasks.refuseNew(restarting);
      // Does not wait for pictures of answers that were already sent, because they would only delay the shutdown.
      await Promise.all([pictures.stopAllButMaps(), tasks.idle(FINISH_MS)]);
      tasks.abortAll(restarting);
      await tasks.idle(ABORT_MS);
      await open.written();
      await Promise.all([client.destroy(), pictures.close(), archives.close()]);
      await temporaryFiles.close();
    },
  };
}

function createApp(
  config: Config,
  { engine, libraries, log, answerMs = ANSWER_MS, modelDownload = () => null }: BotDependencies,
  threads: Pick<App, 'pictures' | 'archives'>,
  { open, temporaryFiles }: { readonly open: OpenReplies; readonly temporaryFiles: TemporaryFiles },
): App {
  const maxBytes = config.MAX_FILE_MB * MIB;
  const { filesInFlight, removedSounds } = config.memory;
  const options = { origins: config.ATTACHMENT_ORIGINS, maxBytes, timeoutMs: config.DOWNLOAD_SECONDS * 1000 };
  return {
    engine,
    libraries,
    log,
    answerMs,
    modelDownload,
    ...threads,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * MIB },
    tasks: createTasks({ answerMs, openReplies: open }),
    rateLimiter: createRateLimiter({ atOnce: config.MAX_JOBS_PER_MEMBER, perMinute: config.MAX_SOUNDS_PER_MINUTE }),
    requestLimiter: createRateLimiter(
      {
        atOnce: REQUESTS_AT_ONCE * config.MAX_JOBS_PER_MEMBER,
        perMinute: REQUESTS_PER_MINUTE * config.MAX_SOUNDS_PER_MINUTE,
      },
      {
        atOnce: (requests) => new UserError({ code: 'tooManyRequests', requests }),
        perMinute: (_, seconds) => new UserError({ code: 'requestsTooFast', seconds }),
      },
    ),
    exportLimiter: createRateLimiter(
      { atOnce: 1, perMinute: Number.POSITIVE_INFINITY },
      {
        atOnce: () => new UserError({ code: 'exportRunning' }),
        perMinute: () => new UserError({ code: 'exportRunning' }),
      },
    ),
    memory: createByteBudget({ total: filesInFlight, perMember: Math.max(filesInFlight / 4, 72 * MIB) }),
    disk: createByteBudget(TEMPORARY),
    ...createCaches(removedSounds),
    async download(remote, { signal, onEnd }) {
      checkSize(remote.size, maxBytes);
      const saved = await temporaryFiles.write((file) => download(remote.url, { ...options, signal, file }));
      onEnd(() => removeFiles(saved.path));
      return saved;
    },
  };
}

/** Logs in and resolves to the id of the application once Discord has sent the guilds. */
async function login(client: Client, token: string): Promise<string> {
  const ready = new Promise<string>((resolve) =>
    client.once(Events.ClientReady, ({ application }) => resolve(application.id)),
  );
  try {
    await client.login(token);
  } catch (error) {
    if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
      const message = 'DISCORD_TOKEN was refused by Discord. Copy it again from the Developer Portal.';
      throw new OperatorError('usage', message, { cause: error });
    }
    throw error;
  }
  return ready;
}
