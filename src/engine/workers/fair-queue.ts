import type { QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

export interface FairOptions extends QueueAddOptions {
  /** Whose job it is. Lanes take turns, so that one with a thousand jobs delays another's first by one job. */
  readonly lane?: string;
}

/** A queue class for p-queue: first in, first out within a lane; lanes in rotation. */
export class FairQueue {
  // A Map keeps the order of insertion: the first lane is the one whose turn it is.
  readonly #lanes = new Map<string, { id: string | undefined; run: Run }[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(run: Run, options?: Partial<FairOptions>): void {
    const lane = options?.lane ?? '';
    const jobs = this.#lanes.get(lane);
    const job = { id: options?.id, run };
    if (jobs) jobs.push(job);
    else this.#lanes.set(lane, [job]);
    this.#size++;
  }

  dequeue(): Run | undefined {
    const turn = this.#lanes.entries().next().value;
    if (!turn) return undefined;
    const [lane, jobs] = turn;
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

  filter(options: Readonly<Partial<FairOptions>>): Run[] {
    const jobs = options.lane === undefined ? [...this.#lanes.values()].flat() : (this.#lanes.get(options.lane) ?? []);
    return jobs.map((job) => job.run);
  }

  setPriority(): void {
    throw new Error('lanes take turns; there are no priorities');
  }
}
