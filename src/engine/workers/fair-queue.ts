import type { QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

export interface FairQueueOptions extends QueueAddOptions {
  /** Name of the job's lane, one per Discord server. */
  readonly lane?: string;
  /** Id of the member who waits for the job. A job without one does not count as any member's. */
  readonly member?: string;
  /** Estimated processor time of the job, in seconds. */
  readonly cost?: number;
}

/** A server, or a member of it. */
interface Party {
  /** Processor seconds used so far, in virtual time: a party that was idle begins where the others are now. */
  used: number;
  running: number;
  waiting: number;
}

interface Member extends Party {
  readonly jobs: { readonly id: string | undefined; readonly run: Run; readonly cost: number }[];
}

interface Lane extends Party {
  readonly members: Map<string, Member>;
}

/**
 * Queue class for p-queue: the server that has used the least processor time is served next, and within it the member
 * who has. The jobs of a member run in order. A quick job of one member therefore does not wait for the slow jobs of
 * another. (Start-time fair queueing, Goyal et al. 1996, with estimated costs that are corrected once a job has ended.)
 */
export class FairQueue {
  readonly #lanes = new Map<string, Lane>();
  readonly #maxRunning: number;
  #waiting = 0;

  /** @param maxRunning maximum number of jobs of one member that run at the same time */
  constructor(maxRunning = Number.POSITIVE_INFINITY) {
    this.#maxRunning = maxRunning;
  }

  /** Number of jobs that may start now: 0 if all jobs that wait are of members who have reached their maximum. */
  get size(): number {
    let size = 0;
    for (const { members } of this.#lanes.values())
      for (const [id, member] of members) if (this.#mayStart(id, member)) size += member.waiting;
    return size;
  }

  /** Number of all jobs that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  enqueue(run: Run, { id, lane = '', member = '', cost = 1 }: Partial<FairQueueOptions> = {}): void {
    const party = this.#lanes.get(lane) ?? { ...idle(this.#lanes), members: new Map<string, Member>() };
    const own = party.members.get(member) ?? { ...idle(party.members), jobs: [] };
    this.#lanes.set(lane, party);
    party.members.set(member, own);
    own.jobs.push({ id, run, cost });
    for (const each of [party, own]) each.waiting += 1;
    this.#waiting += 1;
  }

  dequeue(): Run | undefined {
    const lane = leastUsed(this.#lanes, ({ members }) =>
      [...members].some(([id, member]) => this.#mayStart(id, member)),
    );
    const member = lane && leastUsed(lane.members, (each, id) => this.#mayStart(id, each));
    const job = member?.jobs.shift();
    if (!lane || !member || !job) return undefined;
    for (const each of [lane, member]) {
      each.waiting -= 1;
      each.running += 1;
      each.used += job.cost;
    }
    this.#waiting -= 1;
    return job.run;
  }

  /** Corrects the cost of a job that has ended. @param seconds the time for which it ran */
  finish({ lane = '', member = '', cost = 1 }: Pick<FairQueueOptions, 'lane' | 'member' | 'cost'>, seconds: number) {
    const party = this.#lanes.get(lane);
    const own = party?.members.get(member);
    for (const each of [party, own]) {
      if (!each) continue;
      each.running -= 1;
      each.used += seconds - cost;
    }
    this.#forgetIdle(lane, member);
  }

  remove(id: string): void {
    for (const [lane, party] of this.#lanes)
      for (const [member, own] of party.members) {
        const index = own.jobs.findIndex((job) => job.id === id);
        if (index < 0) continue;
        own.jobs.splice(index, 1);
        for (const each of [party, own]) each.waiting -= 1;
        this.#waiting -= 1;
        this.#forgetIdle(lane, member);
        return;
      }
  }

  filter(options: Readonly<Partial<FairQueueOptions>>): Run[] {
    const lanes = options.lane === undefined ? [...this.#lanes.values()] : [this.#lanes.get(options.lane)];
    return lanes
      .flatMap((lane) => [...(lane?.members.values() ?? [])])
      .flatMap(({ jobs }) => jobs.map(({ run }) => run));
  }

  setPriority(): void {
    throw new Error('a fair queue has no priorities');
  }

  #mayStart(id: string, { running, waiting }: Party): boolean {
    return waiting > 0 && (id === '' || running < this.#maxRunning);
  }

  #forgetIdle(lane: string, member: string): void {
    const party = this.#lanes.get(lane);
    const own = party?.members.get(member);
    if (own && own.waiting + own.running === 0) party?.members.delete(member);
    if (party && party.waiting + party.running === 0) this.#lanes.delete(lane);
  }
}

/** Returns the first state of a party, which has used as much as the party that has used the least. */
function idle(others: ReadonlyMap<string, Party>): Party {
  const used = Math.min(...Array.from(others.values(), (other) => other.used));
  return { used: Number.isFinite(used) ? used : 0, running: 0, waiting: 0 };
}

/** Returns the party that has used the least. Of equal ones, returns the one that has been here the longest. */
function leastUsed<T extends Party>(
  parties: ReadonlyMap<string, T>,
  mayServe: (party: T, id: string) => boolean,
): T | undefined {
  let best: T | undefined;
  for (const [id, party] of parties)
    if (mayServe(party, id) && (best === undefined || party.used < best.used)) best = party;
  return best;
}
