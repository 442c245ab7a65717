import type { EventEmitter } from 'node:events';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BotEvents } from '../discord/events.ts';

/** Upper bounds of the histogram buckets, in seconds. Discord waits 3 s for an acknowledgement. */
const ACKNOWLEDGE_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const INTERACTION_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const STAGE_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const STAGES = ['waiting', 'decoding', 'listening'];

/** Adds metrics to `registry` and updates them from the events of the bot. docs/operations.md lists the metrics. */
export function collectMetrics(registry: Registry, events: EventEmitter<BotEvents>): void {
  collectInteractions(registry, events);
  collectAnalyses(registry, events);
}

/** Counts interactions by command and outcome. Measures the time until an interaction is acknowledged and settled. */
function collectInteractions(registry: Registry, events: EventEmitter<BotEvents>): void {
  const registers = [registry];
  const total = new Counter({
    name: 'soundalike_interactions_total',
    help: 'Settled interactions by command and outcome',
    labelNames: ['command', 'outcome'],
    registers,
  });
  const acknowledgeSeconds = new Histogram({
    name: 'soundalike_acknowledge_seconds',
    help: 'Time from the arrival of an interaction to its acknowledgement',
    buckets: ACKNOWLEDGE_BUCKETS,
    registers,
  });
  const interactionSeconds = new Histogram({
    name: 'soundalike_interaction_seconds',
    help: 'Time from the arrival of an interaction until it is settled',
    labelNames: ['command'],
    buckets: INTERACTION_BUCKETS,
    registers,
  });
  /** Interactions that are not settled, by id. `since` is the time of arrival in milliseconds. */
  const pending = new Map<string, { readonly since: number; acknowledged: boolean }>();

  events.on('interaction', (event) => {
    if (event.type === 'received') pending.set(event.id, { since: performance.now(), acknowledged: false });
    if (event.type === 'settled') total.inc({ command: event.command, outcome: event.outcome });
    const interaction = pending.get(event.id);
    if (!interaction) return;
    const seconds = (performance.now() - interaction.since) / 1000;
    if (event.type === 'settled') {
      pending.delete(event.id);
      interactionSeconds.observe({ command: event.command }, seconds);
    } else if (event.type === 'acknowledged' && !interaction.acknowledged) {
      interaction.acknowledged = true;
      acknowledgeSeconds.observe(seconds);
    }
  });
}

/** Counts analyses by stage and outcome, and measures the stages. The count of `waiting` is the queue length. */
function collectAnalyses(registry: Registry, events: EventEmitter<BotEvents>): void {
  const registers = [registry];
  const jobs = new Gauge({
    name: 'soundalike_jobs',
    help: 'Analyses in progress, by stage',
    labelNames: ['stage'],
    registers,
  });
  for (const stage of STAGES) jobs.set({ stage }, 0);
  const stageSeconds = new Histogram({
    name: 'soundalike_job_stage_seconds',
    help: 'Duration of each stage of an analysis',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS,
    registers,
  });
  const total = new Counter({
    name: 'soundalike_jobs_total',
    help: 'Analyses by outcome',
    labelNames: ['outcome'],
    registers,
  });

  events.on('analysis', ({ from, seconds, to, outcome }) => {
    if (from !== null) {
      stageSeconds.observe({ stage: from }, seconds);
      jobs.dec({ stage: from });
    }
    if (to !== null) jobs.inc({ stage: to });
    // The outcome `analyzed` has the label `heard`, which dashboards already use.
    if (outcome !== null) total.inc({ outcome: outcome === 'analyzed' ? 'heard' : outcome });
  });
}
