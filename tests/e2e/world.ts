import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ManualClock, manualClock, type Playground, startPlayground } from 'discord-playground';
import { pino } from 'pino';
import type { ModelDownload } from '../../src/commands/app.ts';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/discord/bot.ts';
import type { BotEvents, SettledInteraction } from '../../src/discord/events.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { openLibraries } from '../../src/storage/index.ts';
import type { Libraries } from '../../src/storage/library.ts';
import { sharedEngine } from '../helpers/shared-engine.ts';
import { testedStore } from '../helpers/tested-store.ts';

/** The whole bot (engine, storage, real discord.js client), logged in to a playground. */
export interface World {
  readonly playground: Playground;
  /** Clock of the playground, which only the tests move. */
  readonly clock: ManualClock;
  readonly libraries: Libraries;
  readonly dataDir: string;
  /** The real engine of the bot, whose functions are not affected by `replace`. */
  readonly engine: Engine;
  /** Log lines of the bot since its start, as JSON. */
  readonly log: readonly string[];
  /** Interactions that have ended, with their outcomes. */
  readonly settled: readonly SettledInteraction[];
  /** Progress of the CLAP model's download, as the bot sees it. */
  modelDownload: ModelDownload | null;
  /** Replaces functions of the engine that the bot uses, and undoes the replacements of earlier calls. */
  replace(functions: Partial<Pick<Engine, 'embed' | 'embedText' | 'sketch'>>): void;
  /** Stops the bot and starts it again with the same data, as a deployment does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly env?: Record<string, string>;
  /** Path of a folder with a CLAP model. Without a model, the engine uses acoustic features only. */
  readonly modelsDir?: string;
  /** Receives the events of the bot and of an engine of its own. Without it, the world shares its engine. */
  readonly events?: EventEmitter<BotEvents>;
  /** Number of milliseconds after which the bot posts an outcome as a new message instead of editing its reply. */
  readonly answerMs?: number;
  /** Data folder, which stays after the test. Default: a temporary folder that is removed. */
  readonly dataDir?: string;
  /** Address of the database of the libraries. Default: the store that the tests use. */
  readonly databaseUrl?: string;
}

/** Environment variables of the bot, with limits that are low enough for a test to reach. */
const ENV = {
  ...{ MAX_SOUNDS: '60', MAX_LIBRARY_MB: '8', MAX_JOBS_PER_MEMBER: '10', MAX_SOUNDS_PER_MINUTE: '10000' },
  ...{ THREADS: '2' },
};

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { modelsDir, answerMs, events = new EventEmitter<BotEvents>() } = options;
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'soundalike-')));
  const clock = manualClock();
  const playground = await startPlayground({ clock });
  const config = readConfig({
    ...{ DISCORD_TOKEN: playground.token, DISCORD_API_URL: playground.apiUrl, ATTACHMENT_ORIGINS: playground.origin },
    ...ENV,
    ...options.env,
  });
  const start = options.events ? createEngine : sharedEngine;
  const { FFMPEG_PATH: ffmpegPath } = process.env;
  // Without FFMPEG_PATH, a native ffmpeg that happens to be installed is not used.
  const decoder = ffmpegPath ? ({ decoder: 'native', ffmpegPath } as const) : ({ decoder: 'wasm' } as const);
  const engine = await start({
    ...(modelsDir === undefined ? { clap: 'off' } : { modelsDir }),
    ...{ threads: config.THREADS, maxWaiting: config.MAX_WAITING, maxSeconds: config.MAX_SECONDS, ...decoder },
    ...(options.events && { onAnalysis: (event) => events.emit('analysis', event) }),
  });
  const settled: SettledInteraction[] = [];
  events.on('interaction', (event) => event.type === 'settled' && settled.push(event));
  const log: string[] = [];
  let replaced: Parameters<World['replace']>[0] = {};
  const { databaseUrl } = options;
  const store = databaseUrl === undefined ? await testedStore() : ({ store: 'postgres', databaseUrl } as const);
  const libraries = await openLibraries({ ...store, dataDir, limits: { sounds: config.MAX_SOUNDS } });
  const parts = {
    engine: {
      ...engine,
      get mode() {
        return engine.mode;
      },
      get clapModel() {
        return engine.clapModel;
      },
      embed: (...sound) => (replaced.embed ?? engine.embed)(...sound),
      embedText: (...text) => (replaced.embedText ?? engine.embedText)(...text),
      sketch: (...sound) => (replaced.sketch ?? engine.sketch)(...sound),
    } satisfies Engine,
    ...{ libraries, dataDir },
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    events,
    dataDir,
    ...(answerMs && { answerMs }),
    modelDownload: () => world.modelDownload,
  };
  let closed: Promise<void> | undefined;
  const world: World = {
    ...{ playground, clock, libraries, dataDir, engine, log, settled },
    modelDownload: null,
    replace(functions) {
      replaced = functions;
    },
    async restart() {
      await bot.close();
      bot = await startBot(config, parts);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
  let bot = await startBot(config, parts);
  const close = async () => {
    await bot.close();
    await engine.close();
    await libraries.close();
    await playground.close();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true });
  };
  return world;
}
