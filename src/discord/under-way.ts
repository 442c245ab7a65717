import type { App } from '../commands/app.ts';
import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';

/** Work that members wait for, and that can be handed back to them when the bot has to stop. */
export interface UnderWay {
  /** @throws UserError `busy` where the work is handed back, before or while it runs. */
  run<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends all work, and all that is begun from now on, with a line that says why. */
  handBack(): void;
}

export function createUnderWay(): UnderWay {
  const running = new Set<AbortController>();
  let stopped = false;
  return {
    async run(signal, work) {
      if (stopped) throw restarting();
      // One controller a job: signals that are joined to a signal which lives as long as the process are never let go.
      const ours = new AbortController();
      running.add(ours);
      try {
        return await work(signal ? AbortSignal.any([signal, ours.signal]) : ours.signal);
      } catch (error) {
        throw ours.signal.aborted && !(error instanceof UserError) ? restarting() : error;
      } finally {
        running.delete(ours);
      }
    },
    handBack() {
      stopped = true;
      for (const job of running) job.abort();
    },
  };
}

/** The same engine, whose listening is handed back with the rest. */
export function interruptible(engine: Engine, underWay: UnderWay): Engine {
  return {
    ...engine,
    get mode() {
      return engine.mode;
    },
    get clapModel() {
      return engine.clapModel;
    },
    embed: (source, how) => underWay.run(how?.signal, (signal) => engine.embed(source, { ...how, signal })),
    sketch: (source, how) => underWay.run(how?.signal, (signal) => engine.sketch(source, { ...how, signal })),
    embedText: (text, how) => underWay.run(how?.signal, (signal) => engine.embedText(text, { ...how, signal })),
  };
}

/** The same archives, whose packing and unpacking is handed back with the rest. */
export function interruptibleArchives({ pack, unpack }: App['archives'], underWay: UnderWay): App['archives'] {
  return {
    pack: (sounds, how) => underWay.run(how?.signal, (signal) => pack(sounds, { ...how, signal })),
    unpack: (archive, how) => underWay.run(how.signal, (signal) => unpack(archive, { ...how, signal })),
  };
}

export function restarting(): UserError {
  return new UserError({ code: 'restarting' });
}
