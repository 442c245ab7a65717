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
  /** The real engine, without the functions that a test has replaced. */
  readonly engine: Engine;
  /** Returns the sounds of the guild at index `guild`, by default the first guild. */
  sounds(guild?: number): Promise<readonly Sound[]>;
  /** Replaces the function with which the bot embeds files. Without an argument, restores the real function. */
  replaceEmbed(embed?: Engine['embed']): void;
  /** Stops the bot and starts it again with the same data, as a deployment does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly env?: Record<string, string>;
  /** Path of a folder with a CLAP model. Without a model, the engine uses acoustic features only. */
  readonly modelsDir?: string;
  /** Returns the engine that the bot uses, given the real engine. */
  readonly wrap?: (engine: Engine) => Engine;
  readonly log?: Log;
  readonly events?: EventEmitter<BotEvents>;
  readonly clock?: Clock;
  readonly guilds?: GuildSeed[];
  /** Returns the progress of the CLAP model's download, or null if none is in progress. */
  readonly modelDownload?: BotDependencies['modelDownload'];
  /** Number of milliseconds after which the bot posts in the channel instead of editing its reply. */
  readonly answerMs?: number;
  /** Data folder, which stays after the test. Default: a temporary folder that is removed. */
  readonly dataDir?: string;
}

/** Starts the whole bot (engine, storage, real discord.js client) and logs it in to a new playground. */
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
    dataDir,
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

/** Resolves to the reply as soon as it has an embed. */
export function answer(invocation: Invocation): Promise<APIMessage> {
  return invocation.until((message) => message.embeds.length > 0);
}

/** Resolves to the text of the final message that only the member can see. Errors are such messages. */
export async function refusal(invocation: Invocation): Promise<string> {
  const line = await invocation.until(
    (message) => isPrivate(message) && message.content !== '' && !message.content.endsWith('…'),
  );
  return line.content;
}

export function isPrivate(message: APIMessage): boolean {
  return ((message.flags ?? 0) & 64) !== 0;
}

/** Returns the label and the score (0 to 1) of each match in a list of results. */
export function ranking(message: APIMessage): { label: string; score: number }[] {
  const [embed] = message.embeds;
  return (embed?.fields ?? []).map(({ name, value }) => ({
    label: /^\*\*\[?(.*?)(?:\]\(.*?\))?\*\*/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? '',
    score: Number(/(\d+) %/.exec(name)?.[1]) / 100,
  }));
}
