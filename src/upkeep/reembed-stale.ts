import { isStale } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import { type ErrorKind, UserError } from '../errors.ts';
import type { Libraries, Library, Sound } from '../storage/library.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Number of sounds to check before other work gets a chance to run. Checking them takes a few milliseconds. */
const SOUNDS_PER_TURN = 64;

export interface ReembedResult {
  /** Number of sounds that were re-embedded. */
  readonly done: number;
  /** Sounds that can never be analyzed, by id, with the reason. They keep their old embedding. */
  readonly failed: ReadonlyMap<string, string>;
  /** Why some sounds have to be retried later. Null if there are none. */
  readonly retryReason: string | null;
}

/**
 * Re-embeds every stale sound of all libraries from its stored audio, one at a time.
 *
 * The analyses have a lane of their own in the engine's queue, which alternates with the servers' lanes. Each embedding
 * is durable before the next analysis starts, so the work can be stopped at any point and continued later. It ends early
 * if no sound can be analyzed or stored at the moment.
 * @param skipped ids of sounds to skip
 * @throws the reason of `signal` if it is aborted
 */
export async function reembedStale(
  engine: Engine,
  libraries: Libraries,
  signal: AbortSignal,
  skipped: Pick<ReadonlyMap<string, unknown>, 'has'> = new Map(),
): Promise<ReembedResult> {
  let done = 0;
  const failed = new Map<string, string>();
  let retryReason: string | null = null;
  for (const guildId of await libraries.guilds()) {
    signal.throwIfAborted();
    const library = await libraries.open(guildId, { briefly: true }).catch((error: unknown) => {
      retryReason = `the library of server ${guildId} cannot be opened: ${reasonOf(error)}`;
    });
    if (!library) continue;
    for (const [index, { id }] of library.list().entries()) {
      if (index % SOUNDS_PER_TURN === 0) await yieldToEventLoop();
      signal.throwIfAborted();
      const sound = library.get(id);
      if (!sound || skipped.has(id) || !needsEmbedding(library, sound, engine)) continue;
      const failure = await reembed(engine, library, sound, signal);
      if (failure === null) done++;
      else if (failure.scope === 'sound') failed.set(id, failure.reason);
      else retryReason = failure.reason;
      if (failure?.scope === 'all') return { done, failed, retryReason };
    }
  }
  return { done, failed, retryReason };
}

/** Returns whether a sound has a stale embedding, or one in a layout that this engine cannot read. */
function needsEmbedding(library: Library, sound: Sound, engine: Engine): boolean {
  return isStale(sound, engine) || library.embedding(sound.id) === undefined;
}

interface Failure {
  /**
   * `sound`: this sound can never be analyzed. `now`: this sound cannot be analyzed at the moment.
   * `all`: no sound can be analyzed or stored at the moment, for example because the disk is full.
   */
  readonly scope: 'sound' | 'now' | 'all';
  readonly reason: string;
}

/** Re-embeds one sound. Returns null on success. */
async function reembed(engine: Engine, library: Library, sound: Sound, signal: AbortSignal): Promise<Failure | null> {
  try {
    const audio = await library.audio(sound.id);
    if (!audio) return { scope: 'sound', reason: 'its audio is missing' };
    const embedding = await engine.embed(audio, { lane: 'upkeep', signal });
    // Stores nothing if a member has removed the sound in the meantime. That is no failure.
    await library.change((writer) => writer.reembed(new Map([[sound.id, embedding]])));
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return { scope: error instanceof UserError ? scopeOf(error) : 'now', reason: reasonOf(error) };
  }
}

/** Returns the message of an expected error, or the stack of a bug. A bug with one sound does not stop the others. */
function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const PERMANENT: readonly ErrorKind[] = ['not-audio', 'too-short', 'too-large'];

function scopeOf({ kind, code }: UserError): Failure['scope'] {
  if (PERMANENT.includes(kind) || code === 'soundTooLong') return 'sound';
  // Other timeouts can be caused by other work on the machine.
  return kind === 'too-long' ? 'now' : 'all';
}
