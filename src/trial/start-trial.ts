import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultGuilds, type GuildSeed, type Playground, type SetupProgress, startPage } from 'discord-playground';
import type { Config } from '../config.ts';
import { type Bot, type BotDependencies, startBot } from '../discord/bot.ts';
import { OperatorError } from '../errors.ts';
import { openStartingLibrary } from './open-starting-library.ts';
import { renderMessage } from './render-message.ts';

/** Subfolder of DATA_DIR for the libraries of a trial. */
export const TRIAL_FOLDER = 'playground';
/** Members of the first guild who use Discord in other languages, so that a trial can show the translations. */
const OTHER_LOCALES = [
  { name: 'emil', displayName: 'Emil', locale: 'de' },
  { name: 'florence', displayName: 'Florence', locale: 'fr' },
  { name: 'lucia', displayName: 'Lucía', locale: 'es-ES' },
  { name: 'sora', displayName: 'Sora', locale: 'ja' },
];
/** The guilds of a trial. Their ids are the same at each start, so that a later trial finds the same libraries. */
export const TRIAL_GUILDS: GuildSeed[] = defaultGuilds.map((guild, index) => ({
  id: `110000000000000000${index + 1}`,
  ...guild,
  members: index === 0 ? [...guild.members, ...OTHER_LOCALES] : guild.members,
}));
/** Maximum duration of the search in the terminal, in milliseconds: a busy machine takes long to start the decoder. */
const FIRST_SEARCH_MS = 120_000;
/** Ports to try if none is configured. The first one is nearly always free, so that open tabs find the next start. */
const PORTS = Array.from({ length: 20 }, (_, index) => 5747 + index);
/** The npm package with the 206 CC0 samples of Sonic Pi. */
const SAMPLES_PACKAGE = 'supersonic-scsynth-samples';
/** Name of the sample with which the trial shows a search in the terminal. */
const QUERY = 'loop_amen.flac';

/** The stream to which the trial writes its messages: standard output, or a replacement in tests. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  hasColors?(): boolean;
}

export interface TrialOptions {
  /** Folder of the samples for the starting library. Default: the samples of the npm package. */
  readonly samples?: string;
  /** Folder of the built page. Default: the page in the playground's package. */
  readonly page?: string;
}

export interface Trial {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts the bot on the playground, a local imitation of Discord with a page for the browser. Fills a library to search
 * in, in the background. Then prints one search and its reply to `out`.
 * @throws OperatorError `usage` if the port is in use, `not-found` if the samples are not installed
 */
export async function startTrial(
  config: Config,
  dependencies: BotDependencies,
  out: Terminal,
  options: TrialOptions = {},
): Promise<Trial> {
  const samples = options.samples ?? (await samplesFolder());
  const guildId = TRIAL_GUILDS[0]?.id ?? '';
  const dataDir = join(config.DATA_DIR, TRIAL_FOLDER);
  const library = await openStartingLibrary(config, dependencies, { guildId, samples, dataDir });
  const playground = await startPage({
    guilds: TRIAL_GUILDS,
    port: config.PLAYGROUND_PORT ?? PORTS,
    dataDir: join(dataDir, 'discord'),
    botName: 'Soundalike',
    setup: library,
    ...(options.page === undefined ? {} : { folder: options.page }),
  }).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'syscall' in cause && cause.syscall === 'listen')) throw cause;
    const address = `127.0.0.1:${config.PLAYGROUND_PORT ?? PORTS.join(', ')}`;
    throw new OperatorError('usage', `PLAYGROUND_PORT: ${address} is not available. Choose another port.`, {
      cause,
    });
  });
  let bot: Bot | undefined;
  const close = async () => {
    await library.close();
    await bot?.close();
    await playground.close();
  };
  try {
    library.onProgress(progressOn(out));
    // Fills the library while the bot logs in, so that the first searches already find sounds.
    const filled = library.fill();
    bot = await startBot(onPlayground(config, playground), dependencies);
    out.write(`Open ${playground.origin} in a browser to try Soundalike.\n`);
    void filled
      .then(async () => {
        if (library.progress.state !== 'ready') return;
        // A later start finds the messages of the first one, the search among them.
        if (playground.messages(playground.member('ada').channelId).length === 0)
          await showSearch(playground, samples, out);
        out.write(`\nSoundalike keeps running at ${playground.origin} (Ctrl+C ends it).\n`);
      })
      .catch((err: unknown) => dependencies.log.error({ err }, 'the search in the terminal failed'));
    return { address: playground.origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Returns the folder of the samples. @throws OperatorError `not-found` if their package is not installed */
async function samplesFolder(): Promise<string> {
  try {
    const { SAMPLES_DIR }: { SAMPLES_DIR: string } = await import(SAMPLES_PACKAGE);
    return SAMPLES_DIR;
  } catch (error) {
    throw new OperatorError(
      'not-found',
      `The npm package ${SAMPLES_PACKAGE} with the samples of the starting library is not installed. Run npm ci without --omit=dev, or set DISCORD_TOKEN to run on Discord.`,
      { cause: error },
    );
  }
}

/** Returns a listener that writes the progress of the starting library to `out`. */
function progressOn(out: Terminal): (progress: SetupProgress) => void {
  return ({ state, done, total, text }) => {
    const line = `Filling the starting library: ${done} of ${total} sounds`;
    if (state === 'failed') out.write(`${text}\n`);
    else if (state === 'ready') out.write(out.isTTY ? '\n' : '');
    else if (out.isTTY) out.write(`\r${line}`);
    else if (done > 0 && (done % 50 === 0 || done === total)) out.write(`${line}\n`);
  };
}

/** Returns the configuration for a bot that connects to the playground instead of Discord. */
function onPlayground(config: Config, playground: Playground): Config {
  return {
    ...config,
    DISCORD_TOKEN: playground.token,
    DISCORD_API_URL: playground.apiUrl,
    ATTACHMENT_ORIGINS: [playground.origin, ...config.ATTACHMENT_ORIGINS],
  };
}

/** Sends one search as the member Ada, and prints the search and its reply. */
async function showSearch(playground: Playground, folder: string, out: Terminal): Promise<void> {
  const ada = playground.member('ada');
  const audio = ada.upload(QUERY, await readFile(join(folder, QUERY)));
  out.write(`\n${ada.user.global_name ?? ada.user.username} sends /search audio: ${QUERY}\n\n`);
  const answer = await ada.slash('search', { audio }).until((message) => message.embeds.length > 0, FIRST_SEARCH_MS);
  out.write(`${renderMessage(answer, { color: out.isTTY === true && out.hasColors?.() === true })}\n`);
}
