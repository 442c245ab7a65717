import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { type Config, engineOptions, readConfig, shardRange, storageOptions, VARIABLES } from './config.ts';
import { type BotDependencies, startBot } from './discord/bot.ts';
import type { BotEvents } from './discord/events.ts';
import { createEngine, usableDecoder } from './engine/index.ts';
import { loadEnvFile } from './env-file.ts';
import { isExpected } from './errors.ts';
import { createLog, createLogOutput, type Log } from './log.ts';
import { createShutdown } from './operations/shutdown.ts';
import { startOperations } from './operations/start-operations.ts';
import { similarVariables } from './similar-variables.ts';
import { type Libraries, openLibraries, ownLibraries } from './storage/index.ts';
import { loadTrial } from './trial/load-trial.ts';
import { startErasing } from './upkeep/erase-departed.ts';
import { fetchClap } from './upkeep/fetch-clap.ts';
import { startUpkeep } from './upkeep/start-upkeep.ts';

const logOutput = createLogOutput();
let log: Log | undefined;
const shutdown = createShutdown({
  exit: (status) => process.exit(status),
  log: () => log,
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void shutdown.run(0));
// A reader that closes its pipe, or a full disk, must not end the bot.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (err: unknown) => {
    if (log) log.error({ err }, `${event}; stopping`);
    else console.error(err);
    void shutdown.run(1);
  });

try {
  const envFile = loadEnvFile();
  const config = readConfig(process.env);
  if (config.DISCORD_TOKEN === undefined) {
    const where = `${envFile.path} (${envFile.exists ? 'which exists' : 'which does not exist'})`;
    console.error(`No DISCORD_TOKEN is set in the environment or in ${where}: this is the playground.`);
  }
  for (const { name, meant } of similarVariables(process.env, VARIABLES))
    console.error(`${name} is not a variable of Soundalike. Did you mean ${meant}?`);
  await start(config);
} catch (error) {
  if (!shutdown.signal.aborted) {
    console.error(isExpected(error) ? error.message : error);
    await shutdown.run(1);
  }
}

/** Starts the bot: on Discord if there is a token, otherwise on the playground. */
async function start(config: Config): Promise<void> {
  const onDiscord = config.DISCORD_TOKEN !== undefined;
  const mainLog = createLog(config.LOG_LEVEL ?? (onDiscord ? 'info' : 'warn'), logOutput);
  log = mainLog;
  const trial = onDiscord ? undefined : await loadTrial();
  let isConnected: (() => Promise<boolean>) | undefined;
  let libraries: Libraries | undefined;
  const notReady = async () => {
    if (shutdown.signal.aborted) return 'stopping';
    if (!isConnected) return 'starting';
    if (!(await isConnected())) return 'not connected to Discord';
    return (await libraries?.unavailable()) ?? null;
  };
  const logProblem = () => logOutput.problem && `the log cannot be written: ${logOutput.problem}`;
  const events = new EventEmitter<BotEvents>();
  const operations = shutdown.add('operations', await startOperations(config, events, notReady, logProblem));
  if (operations.address) log.info({ address: operations.address }, 'health checks and metrics');

  const dataDir = trial ? join(config.DATA_DIR, trial.TRIAL_FOLDER) : config.DATA_DIR;
  const range = shardRange(config);
  // Of several processes, that with the first shard does what is done once for the bot.
  const removeOrphans = range?.shards.includes(0) ?? true;
  const opened = await openLibraries({ ...storageOptions(config), removeOrphans, log, dataDir });
  shutdown.add('libraries', opened);
  libraries = range ? ownLibraries(opened, range) : opened;
  const decoder = await usableDecoder(config.DECODER, config.FFMPEG_PATH, (text) => mainLog.warn(text));
  const engine = await shutdown.add(
    'engine',
    createEngine({
      ...engineOptions(config),
      decoder,
      maxWaiting: config.MAX_WAITING,
      onWarning: (text) => mainLog.warn(text),
      onAnalysis: (event) => events.emit('analysis', event),
    }),
  );
  if (shutdown.signal.aborted) return;
  const lease = range && (await shutdown.add('shards', opened.takeShards(range, shutdown.signal)));
  void lease?.lost.then(() => {
    mainLog.error({ shards: range?.shards }, 'another process serves these shards; stopping');
    return shutdown.run(1);
  });
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
    ...(lease && { isServing: () => lease.isHeld() }),
    ...(onDiscord && {
      sessionFile: join(dataDir, 'gateway-sessions.json'),
      applicationFile: join(dataDir, 'application'),
    }),
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
    isConnected = async () => true;
  } else {
    const starting = shutdown.add('bot', startBot(config, dependencies));
    isConnected = async () => false;
    const bot = await starting;
    isConnected = () => bot.isConnected();
  }
  if (!shutdown.signal.aborted) shutdown.add('erasing', startErasing(dependencies, config.GRACE_DAYS));
}
