import type { QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

export interface FairQueueOptions extends QueueAddOptions {
  /** Name of the job's lane, one per Discord server. Lanes are served in turn, so that a long one delays no other. */
  readonly lane?: string;
}

/** Queue class for p-queue: serves the lanes (one per Discord server) in turn, each first in, first out. */
export class FairQueue {
  // The first lane in the Map is served next, because a Map keeps insertion order.
  readonly #lanes = new Map<string, { id: string | undefined; run: Run }[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(run: Run, options?: Partial<FairQueueOptions>): void {
    const lane = options?.lane ?? '';
    const jobs = this.#lanes.get(lane);
    const job = { id: options?.id, run };
    if (jobs) jobs.push(job);
    else this.#lanes.set(lane, [job]);
    this.#size++;
  }

  dequeue(): Run | undefined {
    const next = this.#lanes.entries().next().value;
    if (!next) return undefined;
    const [lane, jobs] = next;
    const job = jobs.shift();
    this.#lanes.delete(lane);
    if (jobs.length > 0) this.#lanes.set(lane, jobs);
    this.#size--;
    return job?.run;
  }

  remove(id: string): void {
    for (const [lane, jobs] of this.#lanes) {
      const index = jobs.findIndex((job) => job.id === id);
      if (index < 0) continue;
      jobs.splice(index, 1);
      if (jobs.length === 0) this.#lanes.delete(lane);
      this.#size--;
      return;
    }
  }

  filter(options: Readonly<Partial<FairQueueOptions>>): Run[] {
    const jobs = options.lane === undefined ? [...this.#lanes.values()].flat() : (this.#lanes.get(options.lane) ?? []);
    return jobs.map((job) => job.run);
  }

  setPriority(): void {
    throw new Error('a fair queue has no priorities');
  }
}
