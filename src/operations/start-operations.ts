import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Observer } from '../discord/observer.ts';
import type { Engine } from '../engine/engine.ts';
import type { Libraries } from '../storage/library.ts';
import { meterEngine } from './meter-engine.ts';
import { meterLibraries } from './meter-libraries.ts';
import { serveOperations } from './serve-operations.ts';
import { watchInteractions } from './watch-interactions.ts';

/** What an operator can see of the bot while it runs. */
export interface Operations {
  /** Where it is served; null where it is not. */
  readonly address: string | null;
  readonly observer: Observer | null;
  /** The same engine, measured. */
  meterEngine(engine: Engine): Engine;
  /** The same libraries, measured. */
  meterLibraries(libraries: Libraries): Libraries;
  close(): Promise<void>;
}

/**
 * Serves health checks and metrics where METRICS_PORT is set; else measures nothing.
 * @param notReady why members would not be answered now; null where they would
 * @throws UserError `usage` where the port cannot be had
 */
export async function startOperations(
  { METRICS_PORT: port, METRICS_HOST: host }: Pick<Config, 'METRICS_PORT' | 'METRICS_HOST'>,
  notReady: () => string | null,
): Promise<Operations> {
  if (port === undefined) return NONE;
  const registry = new Registry();
  const server = await serveOperations({ port, host, registry, notReady });
  // Of the process: CPU, memory, open files, event-loop delay, garbage collection.
  collectDefaultMetrics({ register: registry });
  return {
    address: server.address,
    observer: watchInteractions(registry),
    meterEngine: (engine) => meterEngine(registry, engine),
    meterLibraries: (libraries) => meterLibraries(registry, libraries),
    close: () => server.close(),
  };
}

const NONE: Operations = {
  address: null,
  observer: null,
  meterEngine: (engine) => engine,
  meterLibraries: (libraries) => libraries,
  close: async () => {},
};
