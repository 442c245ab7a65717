import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Engine } from '../engine/engine.ts';
import { isExpected } from '../errors.ts';

const STAGES = ['waiting', 'decoding', 'listening'] as const;
type Stage = (typeof STAGES)[number];
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The same engine, its work counted and timed by stage. The sounds that wait are the length of the queue. */
export function meterEngine(registry: Registry, engine: Engine): Engine {
  const registers = [registry];
  const jobs = new Gauge({
    name: 'soundalike_jobs',
    help: 'Sounds under way, by stage',
    labelNames: ['stage'],
    registers,
  });
  for (const stage of STAGES) jobs.set({ stage }, 0);
  const stageSeconds = new Histogram({
    name: 'soundalike_job_stage_seconds',
    help: 'How long each stage of listening to a sound took',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers,
  });
  const total = new Counter({
    name: 'soundalike_jobs_total',
    help: 'Sounds that were listened to, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'soundalike_clap',
    help: '1 while CLAP is loaded; 0 while sounds are compared by their acoustic features alone',
    registers,
    collect() {
      this.set(engine.mode === 'clap' ? 1 : 0);
    },
  });

  const begin = () => {
    let stage: Stage | null = 'waiting';
    let since = performance.now();
    jobs.inc({ stage });
    const leave = (next: Stage | null) => {
      // A message from a thread may come after the job's end.
      if (stage === null) return;
      stageSeconds.observe({ stage }, (performance.now() - since) / 1000);
      jobs.dec({ stage });
      stage = next;
      since = performance.now();
      if (stage) jobs.inc({ stage });
    };
    return leave;
  };

  return {
    ...engine,
    get mode() {
      return engine.mode;
    },
    get clapModel() {
      return engine.clapModel;
    },
    async embed(source, options = {}) {
      const leave = begin();
      try {
        const onProgress = (stage: 'decoding' | 'listening') => {
          leave(stage);
          options.onProgress?.(stage);
        };
        const embedding = await engine.embed(source, { ...options, onProgress });
        total.inc({ outcome: 'heard' });
        return embedding;
      } catch (error) {
        total.inc({ outcome: outcomeOf(error) });
        throw error;
      } finally {
        leave(null);
      }
    },
  };
}

function outcomeOf(error: unknown): string {
  if (isExpected(error)) return error.kind;
  return error instanceof Error && error.name === 'AbortError' ? 'cancelled' : 'failed';
}
