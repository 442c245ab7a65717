import { isStale } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import { type ErrorKind, UserError } from '../errors.ts';
import type { Libraries, Library, Sound } from '../storage/library.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Sounds that are looked at in one turn of the thread that talks to Discord: some milliseconds' worth. */
const TURN_SOUNDS = 64;

export interface Reembedded {
  readonly done: number;
  /** What was said of the sounds that can never be heard again, by their ids. They stay as they were. */
  readonly failed: ReadonlyMap<string, string>;
  /** Why some are left for another time; null where none is. */
  readonly passing: string | null;
}

/**
 * Listens again to every stale sound, from its kept audio, one at a time in a lane of its own, which takes
 * turns with the servers'. Each is durable before the next begins, so that it can be stopped anywhere and goes on from there. Ends
 * early where none can be heard or kept just now.
 * @param givenUp ids of sounds that are passed over
 * @throws the signal's reason where it is aborted
 */
export async function reembedStale(
  engine: Engine,
  libraries: Libraries,
  signal: AbortSignal,
  givenUp: Pick<ReadonlyMap<string, unknown>, 'has'> = new Map(),
): Promise<Reembedded> {
  let done = 0;
  const failed = new Map<string, string>();
  let passing: string | null = null;
  for (const guildId of await libraries.guilds()) {
    signal.throwIfAborted();
    const library = await libraries.open(guildId, { briefly: true }).catch((error: unknown) => {
      passing = `the library of server ${guildId} cannot be opened: ${reasonOf(error)}`;
    });
    if (!library) continue;
    for (const [index, { id }] of library.list().entries()) {
      if (index % TURN_SOUNDS === 0) await yieldToEventLoop();
      signal.throwIfAborted();
      const sound = library.get(id);
      if (!sound || givenUp.has(id) || !needsHearing(library, sound, engine)) continue;
      const failure = await reembed(engine, library, sound, signal);
      if (failure === null) done++;
      else if (failure.of === 'sound') failed.set(id, failure.says);
      else passing = failure.says;
      if (failure?.of === 'all') return { done, failed, passing };
    }
  }
  return { done, failed, passing };
}

/** An embedding that is not there was kept in a layout that this engine cannot read. */
function needsHearing(library: Library, sound: Sound, engine: Engine): boolean {
  return isStale(sound, engine) || library.embedding(sound.id) === undefined;
}

interface Failure {
  /** Whether it is so of the sound itself, of this one now, or of all of them now: a busy engine, a full disk. */
  readonly of: 'sound' | 'now' | 'all';
  readonly says: string;
}

/** What went wrong, or null. */
async function reembed(engine: Engine, library: Library, sound: Sound, signal: AbortSignal): Promise<Failure | null> {
  try {
    const audio = await library.audio(sound.id);
    if (!audio) return { of: 'sound', says: 'its audio is gone' };
    const embedding = await engine.embed(audio, { lane: 'upkeep', signal });
    // Changes nothing if a member has removed the sound meanwhile.
    await library.change((writer) => writer.reembed(new Map([[sound.id, embedding]])));
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return { of: error instanceof UserError ? scopeOf(error) : 'now', says: reasonOf(error) };
  }
}

/** What a person can be told, or a bug with its stack: it is of one sound or library, and the others go on. */
function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const OF_THE_SOUND: readonly ErrorKind[] = ['not-audio', 'too-short', 'silent', 'too-large'];

function scopeOf({ kind, code }: UserError): Failure['of'] {
  if (OF_THE_SOUND.includes(kind) || code === 'soundTooLong') return 'sound';
  // Whatever else takes too long may do so because the machine has other work.
  return kind === 'too-long' ? 'now' : 'all';
}
