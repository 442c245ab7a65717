import type { Log } from '../../log.ts';
import type { Libraries } from '../../storage/libraries.ts';

/** How often sounds were played. The numbers are stored with the sounds, a while later. */
export interface PlayCounts {
  /** Counts one play of a sound. */
  add(guildId: string, soundId: string): void;
  /** Stores what was counted, and stops. */
  close(): Promise<void>;
}

/** Time after which plays are stored, in milliseconds, so that a sound that is played often is written only now and then. */
const STORE_MS = 60_000;

/**
 * Creates the counts of plays. They are kept in memory for a minute before they are stored: a killed process loses those
 * of the last minute, and those that cannot be stored are dropped.
 */
export function createPlayCounts(libraries: Pick<Libraries, 'open'>, log: Pick<Log, 'warn'>): PlayCounts {
  let counted = new Map<string, Map<string, number>>();
  let timer: NodeJS.Timeout | undefined;
  let storing: Promise<void> = Promise.resolve();

  const storeIn = async (guildId: string, plays: ReadonlyMap<string, number>) => {
    const library = await libraries.open(guildId);
    await library.change(async (writer) => {
      for (const [id, count] of plays) {
        const sound = library.get(id);
        if (sound) await writer.edit(id, { plays: sound.plays + count });
      }
    });
  };
  const store = async () => {
    const all = counted;
    counted = new Map();
    for (const [guildId, plays] of all)
      await storeIn(guildId, plays).catch((err: unknown) => log.warn({ err, guildId }, 'plays were not counted'));
  };
  const storeNext = () => {
    clearTimeout(timer);
    timer = undefined;
    storing = storing.then(store);
    return storing;
  };

  return {
    add(guildId, soundId) {
      const plays = counted.get(guildId) ?? new Map<string, number>();
      plays.set(soundId, (plays.get(soundId) ?? 0) + 1);
      counted.set(guildId, plays);
      timer ??= setTimeout(storeNext, STORE_MS).unref();
    },
    close: storeNext,
  };
}
