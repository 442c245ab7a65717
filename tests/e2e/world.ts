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
  /** The engine itself, without what was put before it. */
  readonly engine: Engine;
  /** Sounds of a guild; the first one by default. */
  sounds(guild?: number): Promise<readonly Sound[]>;
  /** What listens from now on in the engine's place; without one, the engine itself. */
  listenWith(embed?: Engine['embed']): void;
  /** Stops the bot and starts it anew on the same data, as a deployment does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Further variables of the environment. */
  readonly env?: Record<string, string>;
  /** Folder with a CLAP model; without one the bot hears acoustic features alone. */
  readonly modelsDir?: string;
  /** Puts something between the bot and its engine. */
  readonly wrap?: (engine: Engine) => Engine;
  readonly log?: Log;
  /** Receives the events of the bot and its engine. */
  readonly events?: EventEmitter<BotEvents>;
  /** Discord's clock. */
  readonly clock?: Clock;
  /** Default: those of the playground. */
  readonly guilds?: GuildSeed[];
  /** How far the download of a model is. */
  readonly modelDownload?: BotDependencies['modelDownload'];
  /** Milliseconds for which a reply can be edited, as the bot takes it. */
  readonly answerMs?: number;
  /** Folder of the libraries, which is left as it is afterwards; default one of its own. */
  readonly dataDir?: string;
}

/** The whole bot, engine and storage included, with the real discord.js client, logged in to a playground. */
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
  const heart = await createEngine({
    ...(modelsDir === undefined ? { clap: 'off' } : { modelsDir }),
    threads: env.THREADS === undefined ? 2 : config.THREADS,
    maxWaiting: config.MAX_WAITING,
    decoder: 'wasm',
    maxSeconds: config.MAX_SECONDS,
    onAnalysis: (event) => events.emit('analysis', event),
  });
  let listen = heart.embed;
  const engine = wrap({
    ...heart,
    get mode() {
      return heart.mode;
    },
    get clapModel() {
      return heart.clapModel;
    },
    embed: (...args) => listen(...args),
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
    engine: heart,
    async sounds(guild = 0) {
      return (await libraries.open(playground.guilds[guild]?.id ?? '')).list();
    },
    listenWith(embed = heart.embed) {
      listen = embed;
    },
    async restart() {
      await bot.close();
      bot = await startBot(config, parts);
    },
    async close() {
      await bot.close();
      await heart.close();
      await libraries.close();
      await playground.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true });
    },
  };
}

/** The answer once it is there: the first state of the reply that has an embed. */
export function answer(invocation: Invocation): Promise<APIMessage> {
  return invocation.until((message) => message.embeds.length > 0);
}

/** The private line that a refusal is, after whatever was public is gone. */
export async function refusal(invocation: Invocation): Promise<string> {
  const line = await invocation.until(
    (message) => isPrivate(message) && message.content !== '' && !message.content.endsWith('…'),
  );
  return line.content;
}

export function isPrivate(message: APIMessage): boolean {
  return ((message.flags ?? 0) & 64) !== 0;
}

/** A result's ranking: label and score of each place. */
export function ranking(message: APIMessage): { label: string; score: number }[] {
  const [embed] = message.embeds;
  return (embed?.fields ?? []).map(({ name, value }) => ({
    label: /^\*\*\[?(.*?)(?:\]\(.*?\))?\*\*/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? '',
    score: Number(/(\d+) %/.exec(name)?.[1]) / 100,
  }));
}
