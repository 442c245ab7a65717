import type { Engine } from '../engine/engine.ts';
import { isStale } from '../engine/stale.ts';
import { UserError } from '../errors.ts';
import type { Libraries, Library, Sound } from '../storage/library.ts';

export interface Reembedded {
  readonly done: number;
  /** Sounds that cannot be heard again, by what was said of them. They stay as they were. */
  readonly failed: ReadonlyMap<string, string>;
}

/**
 * Listens again to every stale sound, from its kept audio, one at a time in a lane of its own so that members' sounds
 * go first. Each is durable before the next begins, so that it can be stopped anywhere and goes on from there.
 * @throws the signal's reason where it is aborted
 */
export async function reembedStale(engine: Engine, libraries: Libraries, signal: AbortSignal): Promise<Reembedded> {
  let done = 0;
  const failed = new Map<string, string>();
  for (const guildId of await libraries.guilds()) {
    const library = await libraries.open(guildId);
    for (const sound of library.list().filter((candidate) => needsHearing(library, candidate, engine))) {
      signal.throwIfAborted();
      const failure = await reembed(engine, library, sound, signal);
      if (failure === null) done++;
      else failed.set(sound.id, failure);
    }
  }
  return { done, failed };
}

/** An embedding that is not there was kept in a layout that this engine cannot read. */
function needsHearing(library: Library, sound: Sound, engine: Engine): boolean {
  return isStale(sound, engine) || library.embedding(sound.id) === undefined;
}

/** What went wrong, or null. */
async function reembed(engine: Engine, library: Library, sound: Sound, signal: AbortSignal): Promise<string | null> {
  const audio = await library.audio(sound.id);
  if (!audio) return 'its audio is gone';
  try {
    const embedding = await engine.embed(audio, { lane: 'upkeep', signal });
    // Undefined where a member has removed it meanwhile: that is what they wanted.
    await library.reembed(sound.id, embedding);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
