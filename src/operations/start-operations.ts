import type { EventEmitter } from 'node:events';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { BotEvents } from '../discord/events.ts';
import { collectMetrics } from './collect-metrics.ts';
import { collectState, type MeasuredState } from './collect-state.ts';
import { serveOperations } from './serve-operations.ts';

/** The HTTP server for health checks and metrics. */
export interface Operations {
  /** Address of the server; null if METRICS_PORT is not set, in which case nothing is measured. */
  readonly address: string | null;
  measure(state: MeasuredState): void;
  close(): Promise<void>;
}

/**
 * Serves health checks and metrics if METRICS_PORT is set.
 * @param events events of the bot, from which the metrics are computed
 * @param notReady resolves to why the bot cannot answer members now, or to null if it can
 * @param problem returns what an operator should know although the bot works, or null
 * @throws OperatorError `usage` if the port is not available
 */
export async function startOperations(
  { METRICS_PORT: port, METRICS_HOST: host }: Pick<Config, 'METRICS_PORT' | 'METRICS_HOST'>,
  events: EventEmitter<BotEvents>,
  notReady: () => Promise<string | null>,
  problem?: () => string | null,
): Promise<Operations> {
  if (port === undefined) return { address: null, measure: () => {}, close: async () => {} };
  const registry = new Registry();
  const server = await serveOperations({ port, host, registry, notReady, ...(problem && { problem }) });
  // Adds metrics of the process: CPU, memory, open files, event loop delay and garbage collection.
  collectDefaultMetrics({ register: registry });
  collectMetrics(registry, events);
  return {
    address: server.address,
    measure: (state) => collectState(registry, state),
    close: () => server.close(),
  };
}
