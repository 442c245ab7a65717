import { join } from 'node:path';
import { type Config, loadEnvFile, readConfig } from './config.ts';
import { startBot } from './discord/start-bot.ts';
import { createEngine } from './engine/index.ts';
import { UserError } from './errors.ts';
import { createLog } from './log.ts';
import { openLibraries } from './storage/index.ts';
import { startTrial, TRIAL_FOLDER } from './trial/start-trial.ts';
import { startUpkeep } from './upkeep/start-upkeep.ts';

/** What was opened, in order; closed from the last to the first. */
const opened: { close(): Promise<void> }[] = [];
let stopping = false;

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
try {
  loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  if (!stopping) {
    console.error(error instanceof UserError ? error.message : error);
    process.exit(1);
  }
}

/** On Discord where there is a token; else the same bot on the playground. */
async function start(config: Config): Promise<void> {
  const onDiscord = config.DISCORD_TOKEN !== undefined;
  const log = createLog(config.LOG_LEVEL ?? (onDiscord ? 'info' : 'warn'));
  const libraries = await openLibraries({
    store: config.STORE,
    log,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 },
    dataDir: onDiscord ? config.DATA_DIR : join(config.DATA_DIR, TRIAL_FOLDER),
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
  });
  opened.push(libraries);
  const engine = await createEngine({
    modelsDir: config.MODELS_DIR,
    clapModel: config.CLAP_MODEL,
    clapDtype: config.CLAP_DTYPE,
    clap: config.CLAP,
    decoder: config.DECODER,
    maxSeconds: config.MAX_SECONDS,
    threads: config.THREADS,
    maxWaiting: config.MAX_WAITING,
    ...(config.FFMPEG_PATH === undefined ? {} : { ffmpegPath: config.FFMPEG_PATH }),
    onWarning: (text) => log.warn(text),
  });
  opened.push(engine);
  const parts = { engine, libraries, log };
  opened.push(startUpkeep(parts));
  opened.push(onDiscord ? await startBot(config, parts) : await startTrial(config, parts, process.stdout));
}

async function stop(): Promise<void> {
  stopping = true;
  for (const part of opened.reverse()) await part.close();
  process.exit(0);
}
