import type { Engine } from '../engine/index.ts';
import { UserError } from '../errors.ts';
import { refreshSound } from '../relations/refresh-sound.ts';
import type { Library } from '../storage/index.ts';

/**
 * Analyzes, compares and describes the sounds that an earlier version of the program added. Names those that cannot be
 * analyzed. Returns whether all could be.
 */
export async function refreshAll(engine: Engine, library: Library): Promise<boolean> {
  let isComplete = true;
  for (const sound of library.list()) {
    const problem = await refreshSound(engine, library, sound, { lane: library.guildId }).then(
      (outcome) => (outcome === 'missing' ? 'its audio is missing' : null),
      (error: unknown) => {
        if (error instanceof UserError) return error.message;
        throw error;
      },
    );
    if (problem !== null) process.stderr.write(`soundalike: ${sound.label} is not up to date: ${problem}\n`);
    isComplete &&= problem === null;
  }
  return isComplete;
}
