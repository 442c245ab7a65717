import { OperatorError } from '../errors.ts';

type Trial = typeof import('./start-trial.ts');

/** Loads the trial. @throws OperatorError `not-found` if its development dependency `discord-playground` is missing */
export async function loadTrial(load: () => Promise<Trial> = () => import('./start-trial.ts')): Promise<Trial> {
  try {
    return await load();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing || !error.message.includes('discord-playground')) throw error;
    throw new OperatorError(
      'not-found',
      'No DISCORD_TOKEN is set, and the playground is not installed. Set DISCORD_TOKEN, or install with development dependencies: npm ci',
      { cause: error },
    );
  }
}
