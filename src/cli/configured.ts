import { type Config, readConfig } from '../config.ts';
import type { Arguments } from './options.ts';

/**
 * What the options say, and else the environment, which is read here and nowhere else.
 * @throws UserError `usage`: one line that names the variable and what it takes.
 */
export function configured({ data, models, clap, decoder, threads }: Arguments): Config {
  return {
    ...readConfig(process.env),
    ...(data !== undefined && { DATA_DIR: data }),
    ...(models !== undefined && { MODELS_DIR: models }),
    ...(clap !== undefined && { CLAP: clap }),
    ...(decoder !== undefined && { DECODER: decoder }),
    ...(threads !== undefined && { THREADS: threads }),
  };
}
