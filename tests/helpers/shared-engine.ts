import { createEngine, type Engine, type EngineOptions } from '../../src/engine/engine.ts';

/** Engines of this process, by their options. Their threads end with the process. */
const engines = new Map<string, Promise<Engine>>();

/**
 * Returns an engine with these options that test files in one process share, because a thread takes 2 s to start.
 * Closing it does nothing. An engine with CLAP is not shared, because its model can change.
 */
export async function sharedEngine(options: EngineOptions = {}): Promise<Engine> {
  if (options.clap !== 'off') return createEngine(options);
  const key = JSON.stringify(Object.entries(options).sort());
  let engine = engines.get(key);
  if (!engine) {
    engine = createEngine(options);
    engine.catch(() => engines.delete(key));
    engines.set(key, engine);
  }
  return { ...(await engine), close: async () => undefined };
}

/** Returns the engine of tests that need no certain options. */
export function acousticEngine(): Promise<Engine> {
  return sharedEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
}
