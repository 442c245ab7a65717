import type { Engine } from '../engine/engine.ts';
import { type ErrorKind, UserError } from '../errors.ts';
import { refreshSound } from '../relations/refresh-sound.ts';
import type { Libraries } from '../storage/libraries.ts';
import type { Library, Sound } from '../storage/library.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Number of sounds to check before yielding to the event loop. Checking that many sounds takes a few milliseconds. */
const SOUNDS_PER_TURN = 64;

export interface RefreshResult {
  /** Number of sounds that were analyzed or compared again. */
  readonly done: number;
  /** Sounds that can never be analyzed, by id, with the reason. These sounds keep their old embeddings. */
  readonly failed: ReadonlyMap<string, string>;
  /** Reason why some sounds have to be retried later; null if no sound has to. */
  readonly retryReason: string | null;
}

/**
 * Brings every sound of all libraries up to date with the engine, one at a time: embedding, fingerprint and relations.
 * The libraries of servers that the bot has left are skipped.
 *
 * The engine serves these analyses in turn with the analyses of each server, as if they belonged to one more server.
 * The results of a sound are on the disk before the next analysis starts, so that the refresh can be aborted at any time
 * and continued later. The refresh ends early if no sound can be analyzed or stored at the moment.
 * @param skipped ids of sounds to skip
 * @throws the reason of `signal` if it is aborted
 */
export async function refreshSounds(
  engine: Engine,
  libraries: Libraries,
  signal: AbortSignal,
  skipped: Pick<ReadonlyMap<string, unknown>, 'has'> = new Map(),
): Promise<RefreshResult> {
  let done = 0;
  const failed = new Map<string, string>();
  let retryReason: string | null = null;
  const left = await libraries.departures.list();
  for (const guildId of await libraries.guilds()) {
    signal.throwIfAborted();
    if (left.has(guildId)) continue;
    const library = await libraries.open(guildId, { briefly: true }).catch((error: unknown) => {
      retryReason = `the library of server ${guildId} cannot be opened: ${reasonOf(error)}`;
    });
    if (!library) continue;
    for (const [index, { id }] of library.list().entries()) {
      if (index % SOUNDS_PER_TURN === 0) await yieldToEventLoop();
      signal.throwIfAborted();
      const sound = library.get(id);
      if (!sound || skipped.has(id)) continue;
      const outcome = await refresh(engine, library, sound, signal);
      if (outcome === 'refreshed') done++;
      if (outcome === 'refreshed' || outcome === 'current') continue;
      if (outcome.scope === 'sound') failed.set(id, outcome.reason);
      else retryReason = outcome.reason;
      if (outcome.scope === 'all') return { done, failed, retryReason };
    }
  }
  return { done, failed, retryReason };
}

interface Failure {
  /**
   * `sound`: this sound can never be analyzed. `now`: this sound cannot be analyzed at the moment.
   * `all`: no sound can be analyzed or stored at the moment, for example because the disk is full.
   */
  readonly scope: 'sound' | 'now' | 'all';
  readonly reason: string;
}

async function refresh(
  engine: Engine,
  library: Library,
  sound: Sound,
  signal: AbortSignal,
): Promise<'current' | 'refreshed' | Failure> {
  try {
    const outcome = await refreshSound(engine, library, sound, { lane: 'upkeep', signal });
    return outcome === 'missing' ? { scope: 'sound', reason: 'its audio is missing' } : outcome;
  } catch (error) {
    signal.throwIfAborted();
    return { scope: error instanceof UserError ? scopeOf(error) : 'now', reason: reasonOf(error) };
  }
}

/** Returns the message of an expected error, or the stack of a bug. */
function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const PERMANENT: readonly ErrorKind[] = ['not-audio', 'too-short', 'too-large'];

function scopeOf({ kind, code }: UserError): Failure['scope'] {
  if (PERMANENT.includes(kind) || code === 'soundTooLong') return 'sound';
  // Other work on the machine can also make an analysis time out, so a retry may succeed.
  return kind === 'too-long' ? 'now' : 'all';
}
