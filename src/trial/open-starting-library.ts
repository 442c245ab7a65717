import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageSetup, SetupProgress } from 'discord-playground';
import type { Config } from '../config.ts';
import type { BotDependencies } from '../discord/bot.ts';
import { isExpected } from '../errors.ts';
import { compareSounds, fillLibrary } from './fill-library.ts';

/** Name of a file that marks the starting library as complete, so that sounds removed later are not added again. */
export const COMPLETE = 'starting-library-complete';

export interface OpenedStartingLibrary extends PageSetup {
  /** Adds the missing sounds, unless the library was complete before, so that removed sounds stay removed. */
  fill(): Promise<void>;
  close(): Promise<void>;
}

export interface StartingLibraryOptions {
  readonly guildId: string;
  /** Folder of the samples, which are FLAC files. */
  readonly samples: string;
  /** Folder of the trial's libraries. */
  readonly dataDir: string;
}

/** Opens the starting library of the trial. `fill` fills the library in the background and reports the progress. */
export async function openStartingLibrary(
  config: Config,
  { engine, libraries, log }: BotDependencies,
  { guildId, samples, dataDir }: StartingLibraryOptions,
): Promise<OpenedStartingLibrary> {
  const marker = join(dataDir, COMPLETE);
  const library = await libraries.open(guildId);
  const total = (await readdir(samples)).filter((file) => file.endsWith('.flac')).length;
  const isWhole = library.size > 0 && (await exists(marker));
  const stop = new AbortController();
  const listeners = new Set<(progress: SetupProgress) => void>();
  let progress: SetupProgress = isWhole ? ready() : running(0);
  let filling: Promise<void> = Promise.resolve();
  let comparing: Promise<void> = Promise.resolve();

  function running(done: number): SetupProgress {
    return { state: 'running', done, total, text: `Adding: ${done} of ${total} sounds` };
  }

  function ready(): SetupProgress {
    return { state: 'ready', done: total, total, text: `${total} CC0 samples of Sonic Pi` };
  }

  function report(next: SetupProgress): void {
    progress = next;
    for (const listener of listeners) listener(progress);
  }

  async function analyze({ emptyFirst }: { emptyFirst: boolean }): Promise<void> {
    try {
      if (emptyFirst) await removeAllSounds();
      await fillLibrary(engine, library, samples, {
        // One more than the number of analysis threads, so that no thread is idle while a sound is being written.
        concurrency: config.THREADS + 1,
        signal: stop.signal,
        onProgress: (done) => report(running(done)),
      });
      await writeFile(marker, `${new Date().toISOString()}\n`);
      report(ready());
      comparing = comparing.then(compare);
    } catch (error) {
      if (stop.signal.aborted) return;
      log.error({ err: error }, 'the starting library could not be filled');
      const text = isExpected(error)
        ? error.message
        : 'The starting library could not be filled. The log has the error.';
      report({ ...progress, state: 'failed', text });
    }
  }

  async function compare(): Promise<void> {
    try {
      await compareSounds(engine, library, stop.signal);
    } catch (error) {
      // The upkeep compares the other sounds after the next start.
      if (!stop.signal.aborted) log.warn({ err: error }, 'some starting sounds are not compared yet');
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
    texts: {
      title: 'Starting library',
      reset: 'Reset libraries',
      confirm: 'Empty the libraries of all servers here, and fill the first one again with the starting sounds?',
    },
    get progress() {
      return progress;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async fill() {
      if (progress.state !== 'ready') filling = analyze({ emptyFirst: false });
      await filling;
    },
    async reset() {
      if (progress.state === 'running') throw new Error('The starting library is already being filled.');
      report(running(0));
      filling = analyze({ emptyFirst: true });
    },
    async close() {
      stop.abort();
      await filling;
      await comparing;
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
