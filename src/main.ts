import { join } from 'node:path';
import { type Config, engineOptions, loadEnvFile, readConfig } from './config.ts';
import { startBot } from './discord/bot.ts';
import { createEngine } from './engine/index.ts';
import { isExpected } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { createShutdown, type Part } from './operations/shutdown.ts';
import { startOperations } from './operations/start-operations.ts';
import { openLibraries } from './storage/index.ts';
import { loadTrial } from './trial/load-trial.ts';
import { fetchClap } from './upkeep/fetch-clap.ts';
import { startUpkeep } from './upkeep/start-upkeep.ts';

/** Docker and systemd kill what has not ended after 10 s or more. */
const STOP_MS = 9500;

let log: Log | undefined;
const { opened, stop, stopping } = createShutdown({
  deadlineMs: STOP_MS,
  exit: (status) => process.exit(status),
  log: () => log,
});

process.on('SIGTERM', () => void stop(0));
process.on('SIGINT', () => void stop(0));
for (const bug of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(bug, (err: unknown) => {
    if (log) log.error({ err }, `${bug}; stopping`);
    else console.error(err);
    void stop(1);
  });

try {
  loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  if (!stopping()) {
    console.error(isExpected(error) ? error.message : error);
    await stop(1);
  }
}

/** Starts the bot on Discord if there is a token, otherwise on the playground. */
async function start(config: Config): Promise<void> {
  const onDiscord = config.DISCORD_TOKEN !== undefined;
  log = createLog(config.LOG_LEVEL ?? (onDiscord ? 'info' : 'warn'));
  const report = log;
  const trialModule = onDiscord ? undefined : await loadTrial();
  let connected: (() => boolean) | undefined;
  const notReady = () => {
    if (stopping()) return 'stopping';
    if (!connected) return 'starting';
    return connected() ? null : 'not connected to Discord';
  };
  const operations = opened('operations', await startOperations(config, notReady));
  if (operations.address) log.info({ address: operations.address }, 'health checks and metrics');

  const libraries = await openLibraries({
    store: config.STORE,
    log,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 },
    dataDir: trialModule ? join(config.DATA_DIR, trialModule.TRIAL_FOLDER) : config.DATA_DIR,
  });
  opened('libraries', libraries);
  const starting = createEngine({
    ...engineOptions(config),
    maxWaiting: config.MAX_WAITING,
    onWarning: (text) => report.warn(text),
  });
  opened('engine', onceStarted(starting));
  const engine = await starting;
  if (stopping()) return;
  let download: ReturnType<typeof fetchClap> | undefined;
  const parts = {
    engine: operations.meterEngine(engine),
    libraries: operations.meterLibraries(libraries),
    log,
    ...(operations.observer && { observer: operations.observer }),
    modelDownload: () => download?.progress ?? null,
    // Whoever started the bot is to know, and can start it again.
    onLost: () => void stop(1),
  };
  opened('upkeep', startUpkeep(parts));
  // Trying the bot out costs nobody 163 MB unasked: there, `npm run model`.
  if (onDiscord && config.CLAP === 'auto') {
    const { MODELS_DIR: modelsDir, CLAP_MODEL: id, CLAP_DTYPE: dtype, HF_ENDPOINT: endpoint } = config;
    download = opened('download', fetchClap(parts, { modelsDir, id, dtype, endpoint }));
  }
  if (trialModule) {
    const trial = trialModule.startTrial(config, parts, process.stdout);
    opened('trial', onceStarted(trial));
    await trial;
    connected = () => true;
  } else {
    const bot = opened('bot', await startBot(config, parts));
    connected = () => bot.connected;
  }
}

/**
 * Closes what may still be starting when the process is to end: a thread that is interrupted while it loads a model takes
 * the process with it, and a library that is being filled would find its engine closed.
 */
function onceStarted(starting: Promise<Part>): Part {
  return {
    close: () =>
      starting.then(
        (part) => part.close(),
        // Whoever started it has been told.
        () => undefined,
      ),
  };
}
