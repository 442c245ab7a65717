import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocketManager } from '@discordjs/ws';
import { Events, RESTEvents } from 'discord.js';
import type { ModelDownload } from '../commands/app.ts';
import { commands } from '../commands/index.ts';
import { openReplies } from '../commands/shared/open-replies.ts';
import { createPlayCounts } from '../commands/shared/play-counts.ts';
import { openQuestions } from '../commands/shared/questions.ts';
import { ANSWER_MS } from '../commands/shared/reply.ts';
import { startArchives } from '../commands/transfer/start-archives.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { openTemporaryFiles } from '../files/temporary-files.ts';
import type { Log } from '../log.ts';
import { pictureProblem, startPictures } from '../pictures/index.ts';
import type { Libraries } from '../storage/libraries.ts';
import { answerDirectMessages } from './answer-direct-messages.ts';
import { createClient } from './client.ts';
import { connect, permanentClose } from './connect.ts';
import { createApp } from './create-app.ts';
import type { BotEvents } from './events.ts';
import { sessionLimitOf } from './fetch-session-limit.ts';
import { createIdentifyLimiter } from './identify-limiter.ts';
import { mendReplies } from './mend-replies.ts';
import { type GatewayPace, paceGateway } from './pace-gateway.ts';
import { runDaily } from './post-daily.ts';
import { registerCommands } from './register-commands.ts';
import { createRouter } from './router.ts';
import { openSessionLog } from './session-log.ts';
import { trackDepartures } from './track-departures.ts';
import { type GatewayWatch, watchGateway } from './watch-gateway.ts';
import { watchSoundboards } from './watch-soundboards.ts';

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
  /** Folder for the records of replies that show progress and of questions. Default: they are lost with the process. */
  readonly dataDir?: string;
  /** File with the times of the latest sessions. Default: the times are lost with the process. */
  readonly sessionFile?: string;
  /** File with the id of the application that the libraries belong to. Default: they belong to any application. */
  readonly applicationFile?: string;
  /** Aborts the start, and later tries to register the commands. */
  readonly signal?: AbortSignal;
  /** Resolves to whether this process is still the one that serves its shards. Default: always true. */
  readonly isServing?: () => Promise<boolean>;
  /** Called if Discord ends a connection for good, for example because the token was revoked. */
  readonly onLost?: () => void;
}

export interface Bot {
  readonly guilds: number;
  /** Resolves to whether all connections to the gateway are established, and Discord answers on each of them now. */
  isConnected(): Promise<boolean>;
  /** Refuses new interactions, gives running tasks a few seconds to finish, aborts the others, and disconnects. */
  close(): Promise<void>;
}

/** Path of the request with which the bot first responds to an interaction. */
const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback/;
/** Time limits at shutdown: for running tasks to finish, and then for telling members that their task was aborted. */
const FINISH_MS = 5000;
const ABORT_MS = 2000;
/** Milliseconds that the start waits for the registration of the commands. */
const REGISTER_MS = 30_000;

/**
 * Connects to Discord and answers interactions. Waits as long as Discord cannot be reached.
 * @throws OperatorError `usage` if a person must mend the cause, such as a refused token
 */
export async function startBot(config: Config, dependencies: BotDependencies): Promise<Bot> {
  const { engine, log, events, onLost, isServing = async () => true } = dependencies;
  const closed = new AbortController();
  const signal = dependencies.signal ? AbortSignal.any([closed.signal, dependencies.signal]) : closed.signal;
  const token = config.DISCORD_TOKEN ?? '';
  const sessions = await openSessionLog(dependencies.sessionFile ?? null);
  const fetchLimit = sessionLimitOf(config, token, log);
  const throttler = createIdentifyLimiter({ sessions, fetchLimit, log });
  const pictures = startPictures();
  const archives = startArchives();
  const open = await openReplies(dependencies.dataDir ?? null);
  const questions = await openQuestions(dependencies.dataDir ?? null);
  const plays = createPlayCounts(dependencies.libraries, log);
  const commandIds = new Map<string, string>();
  const temporaryFiles = await openTemporaryFiles(dependencies.dataDir ?? null);
  const { libraries, answerMs = ANSWER_MS, modelDownload = () => null } = dependencies;
  const shared = { engine, libraries, log, answerMs, modelDownload };
  const app = createApp(config, { ...shared, pictures, archives, questions, plays, commandIds, open, temporaryFiles });
  const { tasks } = app;
  const router = createRouter(commands, app, events);
  const create = () => {
    let gateway: WebSocketManager | undefined;
    let pace: GatewayPace | undefined;
    const client = createClient(config, {
      throttler,
      onGateway(manager, strategy) {
        gateway = manager;
        pace = paceGateway(strategy);
      },
    });
    let hasStarted = false;
    /** Shards whose connection is lost. discord.js tries again twice a second, which must not fill the log. */
    const lost = new Set<number>();
    client.on(Events.InteractionCreate, async (interaction) => {
      const { id } = interaction;
      pace?.received(id);
      // Of several processes with the same shard, one answers.
      if (await isServing()) await router.route(interaction).finally(() => pace?.responded(id));
      else pace?.responded(id);
    });
    answerDirectMessages(client, log);
    watchSoundboards(client, (guildId) => app.boards.delete(guildId));
    client.on(Events.Error, (err) => log.error({ err }, 'client'));
    client.on(Events.Warn, (message) => log.warn(message));
    client.on(Events.ShardReconnecting, (shard) => {
      if (hasStarted && !closed.signal.aborted && !lost.has(shard))
        log.info({ shard }, 'connection lost; reconnecting');
      lost.add(shard);
    });
    client.on(Events.ShardReady, (shard) => {
      if (lost.delete(shard) && hasStarted) log.info({ shard }, 'connected again, in a new session');
    });
    client.on(Events.ShardResume, (shard, replayed) => {
      lost.delete(shard);
      log.info({ shard, replayed }, 'connection resumed');
    });
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      if (!hasStarted || closed.signal.aborted) return;
      log.error({ shard, reason: permanentClose(code)?.message, code }, 'Discord ended the connection');
      onLost?.();
    });
    client.rest.on(RESTEvents.Response, ({ path }, { ok }) => {
      const id = CALLBACK.exec(path)?.[1];
      if (!id || !ok) return;
      pace?.responded(id);
      events?.emit('interaction', { type: 'acknowledged', id });
    });
    const start = (): GatewayWatch => {
      if (!gateway) throw new Error('a client that is logged in has a gateway');
      hasStarted = true;
      return watchGateway(client, gateway);
    };
    return { client, start };
  };
  const closeComponents = () => Promise.all([pictures.close(), archives.close()]).then(() => temporaryFiles.close());
  const { client, start } = await connect({ token, create, fetchLimit, log, signal }).catch(async (error) => {
    await closeComponents();
    throw error;
  });
  const watch = start();
  const compareServers = trackDepartures(client, dependencies.libraries, log, dependencies.applicationFile ?? null);
  const applicationId = client.application?.id ?? '';
  const registration = registerCommands({
    rest: client.rest,
    applicationId,
    commands,
    isElsewhere: config.SHARD_LIST !== undefined && !config.SHARD_LIST.includes(0),
    log,
    signal,
    onRegistered: (registered) => {
      for (const { name, id } of registered) commandIds.set(name, id);
    },
  });
  await Promise.race([registration.first, sleep(REGISTER_MS, undefined, { ref: false })]);
  await compareServers().catch((err: unknown) => log.error({ err }, 'it was not checked which servers the bot left'));
  void mendReplies(client.rest, open.left, log);
  const daily = client.isReady() ? runDaily(client, app, closed.signal, isServing) : undefined;
  void pictureProblem().then((problem) => problem && log.warn(problem));
  log.info({ guilds: client.guilds.cache.size, mode: engine.mode }, 'ready');
  return {
    get guilds() {
      return client.guilds.cache.size;
    },
    isConnected: () => watch.isAlive(),
    async close() {
      const isConnected = watch.isAlive();
      closed.abort(new Error('the bot is closed'));
      const restarting = new UserError({ code: 'restarting' });
      tasks.refuseNew(restarting);
      // Does not wait for pictures of answers that were already sent, because they would only delay the shutdown.
      await Promise.all([pictures.stopAllButMaps(), tasks.idle(FINISH_MS)]);
      tasks.abortAll(restarting);
      await tasks.idle(ABORT_MS);
      await Promise.race([daily, sleep(ABORT_MS, undefined, { ref: false })]);
      await Promise.all([open.written(), questions.written(), plays.close()]);
      if (await isConnected) await sessions.endInOrder();
      await Promise.all([client.destroy(), closeComponents()]);
    },
  };
}
