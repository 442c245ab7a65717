import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultGuilds, type GuildSeed, type Playground, type SetupProgress, startPage } from 'discord-playground';
import type { Config } from '../config.ts';
import { type Bot, type Parts, startBot } from '../discord/bot.ts';
import { OperatorError } from '../errors.ts';
import { openStartingLibrary } from './open-starting-library.ts';
import { samplesFolder } from './starting-library.ts';
import { renderMessage } from './terminal.ts';

/** Folder of a trial's libraries under DATA_DIR. */
export const TRIAL_FOLDER = 'playground';
/** Members with other languages, so that the bot's translations can be tried. */
const READERS = [
  { name: 'emil', displayName: 'Emil', locale: 'de' },
  { name: 'florence', displayName: 'Florence', locale: 'fr' },
  { name: 'lucia', displayName: 'Lucía', locale: 'es-ES' },
  { name: 'sora', displayName: 'Sora', locale: 'ja' },
];
/** Guilds of the trial. Their ids never change, so that each start finds the same libraries. */
export const TRIAL_GUILDS: GuildSeed[] = defaultGuilds.map((guild, index) => ({
  id: `110000000000000000${index + 1}`,
  ...guild,
  members: index === 0 ? [...guild.members, ...READERS] : guild.members,
}));
const QUERY = 'loop_amen.flac';

/** Output of the trial: standard output, or a stand-in of a test. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  hasColors?(): boolean;
}

export interface TrialOptions {
  /** Folder of the starting library's samples; default the npm package's. */
  readonly samples?: string;
  /** Folder of the built page. */
  readonly page?: string;
}

export interface Trial {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts the bot on a playground on this machine, with a page for the browser and a starting library.
 * The library is filled in the background; then one search is written to `out` as an example.
 */
export async function startTrial(
  config: Config,
  parts: Parts,
  out: Terminal,
  options: TrialOptions = {},
): Promise<Trial> {
  const samples = options.samples ?? (await samplesFolder());
  const guildId = TRIAL_GUILDS[0]?.id ?? '';
  const dataDir = join(config.DATA_DIR, TRIAL_FOLDER);
  const library = await openStartingLibrary(config, parts, { guildId, samples, dataDir });
  const playground = await startPage({
    guilds: TRIAL_GUILDS,
    port: config.PLAYGROUND_PORT,
    botName: 'Soundalike',
    setup: library,
    ...(options.page === undefined ? {} : { folder: options.page }),
  }).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'syscall' in cause && cause.syscall === 'listen')) throw cause;
    const where = `127.0.0.1:${config.PLAYGROUND_PORT}`;
    throw new OperatorError('usage', `PLAYGROUND_PORT: ${where} cannot be listened on. Choose another port.`, {
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
    // Filled while the bot logs in, so that the first search finds something.
    const filled = library.fill();
    bot = await startBot(onPlayground(config, playground), parts);
    out.write(`Open ${playground.origin} in a browser to try Soundalike.\n`);
    void filled
      .then(async () => {
        if (library.progress.state !== 'ready') return;
        await showSearch(playground, samples, out);
        out.write(`\nSoundalike keeps running at ${playground.origin} (Ctrl+C ends it).\n`);
      })
      .catch((err: unknown) => parts.log.error({ err }, 'the search in the terminal failed'));
    return { address: playground.origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Returns a listener that writes the progress of the starting library to `out`. */
function progressOn(out: Terminal): (progress: SetupProgress) => void {
  return ({ state, done, total, text }) => {
    const line = `Analyzing the starting library: ${done} of ${total} sounds`;
    if (state === 'failed') out.write(`${text}\n`);
    else if (state === 'ready') out.write(out.isTTY ? '\n' : '');
    else if (out.isTTY) out.write(`\r${line}`);
    else if (done > 0 && (done % 50 === 0 || done === total)) out.write(`${line}\n`);
  };
}

function onPlayground(config: Config, playground: Playground): Config {
  return {
    ...config,
    DISCORD_TOKEN: playground.token,
    DISCORD_API_URL: playground.apiUrl,
    ATTACHMENT_ORIGINS: [...config.ATTACHMENT_ORIGINS, playground.origin],
  };
}

async function showSearch(playground: Playground, folder: string, out: Terminal): Promise<void> {
  const ada = playground.member('ada');
  const audio = ada.upload(QUERY, await readFile(join(folder, QUERY)));
  out.write(`\n${ada.user.global_name ?? ada.user.username} sends /search audio: ${QUERY}\n\n`);
  const answer = await ada.slash('search', { audio }).until((message) => message.embeds.length > 0);
  out.write(`${renderMessage(answer, { colour: out.isTTY === true && out.hasColors?.() === true })}\n`);
}
