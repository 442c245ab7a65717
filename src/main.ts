import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { type Config, engineOptions, loadEnvFile, readConfig } from './config.ts';
import { type BotDependencies, startBot } from './discord/bot.ts';
import type { BotEvents } from './discord/events.ts';
import { createEngine } from './engine/index.ts';
import { isExpected } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { createShutdown } from './operations/shutdown.ts';
import { startOperations } from './operations/start-operations.ts';
import { openLibraries } from './storage/index.ts';
import { loadTrial } from './trial/load-trial.ts';
import { fetchClap } from './upkeep/fetch-clap.ts';
import { startUpkeep } from './upkeep/start-upkeep.ts';

let log: Log | undefined;
const shutdown = createShutdown({
  exit: (status) => process.exit(status),
  log: () => log,
});

process.on('SIGTERM', () => void shutdown.run(0));
process.on('SIGINT', () => void shutdown.run(0));
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (err: unknown) => {
    if (log) log.error({ err }, `${event}; stopping`);
    else console.error(err);
    void shutdown.run(1);
  });

try {
  loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  if (!shutdown.signal.aborted) {
    console.error(isExpected(error) ? error.message : error);
    await shutdown.run(1);
  }
}

/** Starts the bot: on Discord if there is a token, otherwise on the playground. */
async function start(config: Config): Promise<void> {
  const onDiscord = config.DISCORD_TOKEN !== undefined;
  const mainLog = createLog(config.LOG_LEVEL ?? (onDiscord ? 'info' : 'warn'));
  log = mainLog;
  const trial = onDiscord ? undefined : await loadTrial();
  let connected: (() => boolean) | undefined;
  const notReady = () => {
    if (shutdown.signal.aborted) return 'stopping';
    if (!connected) return 'starting';
    return connected() ? null : 'not connected to Discord';
  };
  const events = new EventEmitter<BotEvents>();
  const operations = shutdown.add('operations', await startOperations(config, events, notReady));
  if (operations.address) log.info({ address: operations.address }, 'health checks and metrics');

  const dataDir = trial ? join(config.DATA_DIR, trial.TRIAL_FOLDER) : config.DATA_DIR;
  const libraries = await openLibraries({
    store: config.STORE,
    log,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 },
    dataDir,
  });
  shutdown.add('libraries', libraries);
  const engine = await shutdown.add(
    'engine',
    createEngine({
      ...engineOptions(config),
      maxWaiting: config.MAX_WAITING,
      onWarning: (text) => mainLog.warn(text),
      onAnalysis: (event) => events.emit('analysis', event),
    }),
  );
  if (shutdown.signal.aborted) return;
  operations.measure({ engine, libraries });
  let download: ReturnType<typeof fetchClap> | undefined;
  const dependencies: BotDependencies = {
    engine,
    libraries,
    log,
    events,
    dataDir,
    modelDownload: () => download?.progress ?? null,
    signal: shutdown.signal,
    ...(onDiscord && { sessionFile: join(dataDir, 'gateway-sessions.json') }),
    // Exits, so that a supervisor, such as systemd or Docker, restarts the bot.
    onLost: () => void shutdown.run(1),
  };
  shutdown.add('upkeep', startUpkeep(dependencies));
  // A trial does not download the 163 MB of the model by itself. `npm run model` downloads them.
  if (onDiscord && config.CLAP === 'auto') {
    const { MODELS_DIR: modelsDir, CLAP_MODEL: id, CLAP_DTYPE: dtype, HF_ENDPOINT: endpoint } = config;
    download = shutdown.add('download', fetchClap(dependencies, { modelsDir, id, dtype, endpoint }));
  }
  if (trial) {
    await shutdown.add('trial', trial.startTrial(config, dependencies, process.stdout));
    connected = () => true;
  } else {
    const starting = shutdown.add('bot', startBot(config, dependencies));
    connected = () => false;
    const bot = await starting;
    connected = () => bot.connected;
  }
}
