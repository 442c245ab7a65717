import { type Config, engineOptions } from '../config.ts';
import { createEngine, type Engine } from '../engine/index.ts';

/** Runs `use` with an engine made as the configuration says, and closes it whatever happens. */
export async function withEngine<T>(config: Config, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await createEngine({
    ...engineOptions(config),
    onWarning: (text) => process.stderr.write(`soundalike: ${text}\n`),
  });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}
