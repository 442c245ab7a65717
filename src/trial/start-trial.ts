import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WriteStream } from 'node:tty';
import type { Config } from '../config.ts';
import { type Bot, type Parts, startBot } from '../discord/start-bot.ts';
import { defaultGuilds, type GuildSeed, type Playground, startPlayground } from '../playground/playground.ts';
import type { Library } from '../storage/library.ts';
import { COMPLETE, fillLibrary, samplesFolder } from './starting-library.ts';
import { renderMessage } from './terminal.ts';

/** Where a trial's libraries are kept, under DATA_DIR. */
export const TRIAL_FOLDER = 'playground';
/** Guild ids that stay the same from start to start, so that the libraries are found again. */
export const TRIAL_GUILDS: GuildSeed[] = defaultGuilds.map((guild, index) => ({
  id: `110000000000000000${index + 1}`,
  ...guild,
}));
const QUERY = 'loop_amen.flac';

export interface Trial {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * The same bot, on a Discord of its own: the playground on this machine, with a library to search in, and one search
 * shown on `out` as a person would read it.
 */
export async function startTrial(config: Config, parts: Parts, out: WriteStream): Promise<Trial> {
  const playground = await startPlayground({ guilds: TRIAL_GUILDS, port: config.PLAYGROUND_PORT });
  let bot: Bot | undefined;
  const close = async () => {
    await bot?.close();
    await playground.close();
  };
  try {
    const folder = await samplesFolder();
    const [home] = playground.guilds;
    if (!home) throw new Error('a playground without guilds');
    await prepare(config, parts, await parts.libraries.open(home.id), folder, out);
    bot = await startBot(onPlayground(config, playground), parts);
    await showSearch(playground, folder, out);
    out.write(`\nSoundalike keeps running at ${playground.origin} (Ctrl+C ends it).\n`);
    return { address: playground.origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(
  config: Config,
  parts: Parts,
  library: Library,
  folder: string,
  out: WriteStream,
): Promise<void> {
  const marker = join(config.DATA_DIR, TRIAL_FOLDER, COMPLETE);
  const complete = await readFile(marker).then(
    () => true,
    () => false,
  );
  if (complete && library.size > 0) return;
  await fillLibrary(parts.engine, library, folder, {
    // One more than can listen at once: there is always a sound waiting while another is written.
    lanes: config.THREADS + 1,
    onProgress: (done, of) => {
      if (out.isTTY)
        out.write(`\rListening to the starting library: ${done} of ${of} sounds${done === of ? '\n' : ''}`);
      else if (done % 50 === 0 || done === of)
        out.write(`Listening to the starting library: ${done} of ${of} sounds\n`);
    },
  });
  await writeFile(marker, `${new Date().toISOString()}\n`);
}

function onPlayground(config: Config, playground: Playground): Config {
  return {
    ...config,
    DISCORD_TOKEN: playground.token,
    DISCORD_API_URL: playground.apiUrl,
    ATTACHMENT_ORIGINS: [...config.ATTACHMENT_ORIGINS, playground.origin],
  };
}

async function showSearch(playground: Playground, folder: string, out: WriteStream): Promise<void> {
  const ada = playground.member('ada');
  const audio = ada.upload(QUERY, await readFile(join(folder, QUERY)));
  out.write(`\n${ada.user.global_name ?? ada.user.username} sends /search audio: ${QUERY}\n\n`);
  const answer = await ada.slash('search', { audio }).until((message) => message.embeds.length > 0);
  out.write(`${renderMessage(answer, { colour: out.isTTY && out.hasColors() })}\n`);
}
