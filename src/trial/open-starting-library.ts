import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryProgress, StartingLibrary } from 'discord-playground';
import type { Config } from '../config.ts';
import type { BotDependencies } from '../discord/bot.ts';
import { isExpected } from '../errors.ts';
import { COMPLETE, fillLibrary } from './starting-library.ts';

export interface OpenedStartingLibrary extends StartingLibrary {
  /** Adds what is missing, unless it was whole before: what people removed stays removed. */
  fill(): Promise<void>;
  close(): Promise<void>;
}

export interface StartingLibraryOptions {
  readonly guildId: string;
  /** Folder of the samples. */
  readonly samples: string;
  /** Folder of the trial's libraries. */
  readonly dataDir: string;
}

/** The trial's starting library, which is made in the background and says how far it is. */
export async function openStartingLibrary(
  config: Config,
  { engine, libraries, log }: BotDependencies,
  { guildId, samples, dataDir }: StartingLibraryOptions,
): Promise<OpenedStartingLibrary> {
  const marker = join(dataDir, COMPLETE);
  const library = await libraries.open(guildId);
  const of = (await readdir(samples)).filter((file) => file.endsWith('.flac')).length;
  const isWhole = library.size > 0 && (await exists(marker));
  const stop = new AbortController();
  const listeners = new Set<(progress: LibraryProgress) => void>();
  let progress: LibraryProgress = { state: isWhole ? 'ready' : 'listening', guildId, done: isWhole ? of : 0, of };
  let filling: Promise<void> = Promise.resolve();

  function tell(change: Partial<LibraryProgress>): void {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener(progress);
  }

  async function listen(isAnew: boolean): Promise<void> {
    try {
      if (isAnew) await empty();
      await fillLibrary(engine, library, samples, {
        // One more than can listen at once: there is always a sound waiting while another is written.
        lanes: config.THREADS + 1,
        signal: stop.signal,
        onProgress: (done) => tell({ done }),
      });
      await writeFile(marker, `${new Date().toISOString()}\n`);
      tell({ state: 'ready' });
    } catch (error) {
      if (stop.signal.aborted) return;
      log.error({ err: error }, 'the starting library could not be made');
      const problem = isExpected(error) ? error.message : 'It could not be made; the log says why.';
      tell({ state: 'failed', problem });
    }
  }

  async function empty(): Promise<void> {
    await rm(marker, { force: true });
    for (const id of await libraries.guilds()) {
      const emptied = await libraries.open(id);
      await emptied.change((writer) => writer.remove(emptied.list().map((sound) => sound.id)));
    }
  }

  return {
    get progress() {
      return progress;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async fill() {
      if (progress.state !== 'ready') filling = listen(false);
      await filling;
    },
    async reset() {
      if (progress.state === 'listening') throw new Error('The starting library is being made already.');
      tell({ state: 'listening', done: 0 });
      filling = listen(true);
    },
    async close() {
      stop.abort();
      await filling;
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
