import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIMessage } from 'discord.js';
import { type Clock, type GuildSeed, type Invocation, type Playground, startPlayground } from 'discord-playground';
import { readConfig } from '../../src/config.ts';
import { type BotDependencies, startBot } from '../../src/discord/bot.ts';
import type { BotEvents } from '../../src/discord/events.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { createLog, type Log } from '../../src/log.ts';
import { openLibraries } from '../../src/storage/index.ts';
import type { Libraries, Sound } from '../../src/storage/library.ts';

export interface World {
  readonly playground: Playground;
  readonly libraries: Libraries;
  /** The engine without the replacements of a test. */
  readonly engine: Engine;
  /** Returns the sounds of a guild, by default the first. */
  sounds(guild?: number): Promise<readonly Sound[]>;
  /** Replaces the function that embeds a file; without an argument, restores it. */
  replaceEmbed(embed?: Engine['embed']): void;
  /** Stops the bot and starts it again with the same data, as a deployment does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Additional environment variables. */
  readonly env?: Record<string, string>;
  /** A folder with a CLAP model; without one the engine uses acoustic features only. */
  readonly modelsDir?: string;
  /** Replaces the engine that the bot gets. */
  readonly wrap?: (engine: Engine) => Engine;
  readonly log?: Log;
  /** Receives the events of the bot and its engine. */
  readonly events?: EventEmitter<BotEvents>;
  /** The clock of the playground. */
  readonly clock?: Clock;
  /** By default the guilds of the playground. */
  readonly guilds?: GuildSeed[];
  /** The progress of the download of a model. */
  readonly modelDownload?: BotDependencies['modelDownload'];
  /** Milliseconds for which the bot edits a reply. */
  readonly answerMs?: number;
  /** The folder of the libraries, which is kept afterwards; by default a temporary one. */
  readonly dataDir?: string;
}

/** Starts the whole bot with engine, storage and the real discord.js client, logged in to a playground. */
export async function startWorld({
  env = {},
  modelsDir,
  wrap = (it) => it,
  log = createLog('silent'),
  events = new EventEmitter<BotEvents>(),
  clock,
  guilds,
  answerMs,
  modelDownload,
  ...options
}: WorldOptions = {}): Promise<World> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'soundalike-')));
  const playground = await startPlayground({
    ...(clock && { clock }),
    ...(guilds && { guilds }),
  });
  const config = readConfig({
    DISCORD_TOKEN: playground.token,
    DISCORD_API_URL: playground.apiUrl,
    ATTACHMENT_ORIGINS: playground.origin,
    ...env,
  });
  const realEngine = await createEngine({
    ...(modelsDir === undefined ? { clap: 'off' } : { modelsDir }),
    threads: env.THREADS === undefined ? 2 : config.THREADS,
    maxWaiting: config.MAX_WAITING,
    decoder: 'wasm',
    maxSeconds: config.MAX_SECONDS,
    onAnalysis: (event) => events.emit('analysis', event),
  });
  let embedFile = realEngine.embed;
  const engine = wrap({
    ...realEngine,
    get mode() {
      return realEngine.mode;
    },
    get clapModel() {
      return realEngine.clapModel;
    },
    embed: (...args) => embedFile(...args),
  });
  const libraries = await openLibraries({ store: 'lowdb', dataDir, limits: { sounds: config.MAX_SOUNDS } });
  const parts = {
    engine,
    libraries,
    log,
    events,
    ...(answerMs && { answerMs }),
    ...(modelDownload && { modelDownload }),
  };
  let bot = await startBot(config, parts);
  return {
    playground,
    libraries,
    engine: realEngine,
    async sounds(guild = 0) {
      return (await libraries.open(playground.guilds[guild]?.id ?? '')).list();
    },
    replaceEmbed(embed = realEngine.embed) {
      embedFile = embed;
    },
    async restart() {
      await bot.close();
      bot = await startBot(config, parts);
    },
    async close() {
      await bot.close();
      await realEngine.close();
      await libraries.close();
      await playground.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true });
    },
  };
}

/** Resolves to the first state of the reply that has an embed. */
export function answer(invocation: Invocation): Promise<APIMessage> {
  return invocation.until((message) => message.embeds.length > 0);
}

/** Resolves to the text of an error that is shown to the member alone. */
export async function refusal(invocation: Invocation): Promise<string> {
  const line = await invocation.until(
    (message) => isPrivate(message) && message.content !== '' && !message.content.endsWith('…'),
  );
  return line.content;
}

export function isPrivate(message: APIMessage): boolean {
  return ((message.flags ?? 0) & 64) !== 0;
}

/** Returns label and score of each match. */
export function ranking(message: APIMessage): { label: string; score: number }[] {
  const [embed] = message.embeds;
  return (embed?.fields ?? []).map(({ name, value }) => ({
    label: /^\*\*\[?(.*?)(?:\]\(.*?\))?\*\*/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? '',
    score: Number(/(\d+) %/.exec(name)?.[1]) / 100,
  }));
}
