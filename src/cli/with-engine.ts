import { type Config, engineOptions } from '../config.ts';
import { createEngine, type Engine } from '../engine/index.ts';

/** Runs `task` with an engine that is configured by `config`, and closes the engine afterwards. */
export async function withEngine<T>(config: Config, task: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await createEngine({
    ...engineOptions(config),
    onWarning: (text) => process.stderr.write(`soundalike: ${text}\n`),
  });
  try {
    return await task(engine);
  } finally {
    await engine.close();
  }
}
