import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryProgress, StartingLibrary } from 'discord-playground';
import type { Config } from '../config.ts';
import type { BotDependencies } from '../discord/bot.ts';
import { isExpected } from '../errors.ts';
import { fillLibrary } from './fill-library.ts';

/** A file that marks the starting library as complete. Sounds that people remove later are then not added again. */
export const COMPLETE = 'starting-library-complete';

export interface OpenedStartingLibrary extends StartingLibrary {
  /** Adds the missing sounds, unless the library was complete before. */
  fill(): Promise<void>;
  close(): Promise<void>;
}

export interface StartingLibraryOptions {
  readonly guildId: string;
  /** Folder of the samples, FLAC files. */
  readonly samples: string;
  /** Folder of the trial's libraries. */
  readonly dataDir: string;
}

/** Opens the library that a trial starts with. The library is filled in the background and reports its progress. */
export async function openStartingLibrary(
  config: Config,
  { engine, libraries, log }: BotDependencies,
  { guildId, samples, dataDir }: StartingLibraryOptions,
): Promise<OpenedStartingLibrary> {
  const marker = join(dataDir, COMPLETE);
  const library = await libraries.open(guildId);
  const of = (await readdir(samples)).filter((file) => file.endsWith('.flac')).length;
  const isComplete = library.size > 0 && (await exists(marker));
  const stop = new AbortController();
  const listeners = new Set<(progress: LibraryProgress) => void>();
  let progress: LibraryProgress = { state: isComplete ? 'ready' : 'listening', guildId, done: isComplete ? of : 0, of };
  let filling: Promise<void> = Promise.resolve();

  function report(change: Partial<LibraryProgress>): void {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener(progress);
  }

  async function fill(emptyFirst: boolean): Promise<void> {
    try {
      if (emptyFirst) await removeAllSounds();
      await fillLibrary(engine, library, samples, {
        // One more than there are analysis threads, so that a sound is ready while another one is being stored.
        concurrency: config.THREADS + 1,
        signal: stop.signal,
        onProgress: (done) => report({ done }),
      });
      await writeFile(marker, `${new Date().toISOString()}\n`);
      report({ state: 'ready' });
    } catch (error) {
      if (stop.signal.aborted) return;
      log.error({ err: error }, 'the starting library could not be filled');
      const problem = isExpected(error)
        ? error.message
        : 'The starting library could not be filled. The log has the error.';
      report({ state: 'failed', problem });
    }
  }

  async function removeAllSounds(): Promise<void> {
    await rm(marker, { force: true });
    for (const id of await libraries.guilds()) {
      const other = await libraries.open(id);
      await other.change((writer) => writer.remove(other.list().map((sound) => sound.id)));
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
      if (progress.state !== 'ready') filling = fill(false);
      await filling;
    },
    async reset() {
      if (progress.state === 'listening') throw new Error('The starting library is already being filled.');
      report({ state: 'listening', done: 0 });
      filling = fill(true);
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
