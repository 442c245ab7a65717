import { Counter, Histogram, type Registry } from 'prom-client';
import type { Observer } from '../discord/observer.ts';

/** Discord gives up after 3 seconds; a reply may take as long as the queue is. */
const ACKNOWLEDGE_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const ANSWER_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Counts interactions by command and outcome, and times how long members wait: for a sign of life, and for the answer. */
export function watchInteractions(registry: Registry): Observer {
  const registers = [registry];
  const total = new Counter({
    name: 'soundalike_interactions_total',
    help: 'Interactions that have been dealt with, by command and outcome',
    labelNames: ['command', 'outcome'],
    registers,
  });
  const acknowledged = new Histogram({
    name: 'soundalike_acknowledge_seconds',
    help: "From an interaction's arrival to Discord's word that it is acknowledged",
    buckets: ACKNOWLEDGE_BUCKETS,
    registers,
  });
  const dealtWith = new Histogram({
    name: 'soundalike_interaction_seconds',
    help: "From an interaction's arrival until it is dealt with",
    labelNames: ['command'],
    buckets: ANSWER_BUCKETS,
    registers,
  });
  /** Those under way: when they came, in milliseconds, and whether they still wait for a sign of life. */
  const underWay = new Map<string, { readonly since: number; waits: boolean }>();
  const seconds = (since: number) => (performance.now() - since) / 1000;

  return {
    received(id) {
      underWay.set(id, { since: performance.now(), waits: true });
    },
    acknowledged(id) {
      const interaction = underWay.get(id);
      if (!interaction?.waits) return;
      interaction.waits = false;
      acknowledged.observe(seconds(interaction.since));
    },
    dealtWith({ id, command, outcome }) {
      const interaction = underWay.get(id);
      underWay.delete(id);
      total.inc({ command, outcome });
      if (interaction) dealtWith.observe({ command }, seconds(interaction.since));
    },
  };
}
