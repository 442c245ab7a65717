import type { QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

export interface FairQueueOptions extends QueueAddOptions {
  /** Name of the job's lane, one per Discord server. */
  readonly lane?: string;
  /** Id of the member who waits for the job. Background jobs have none. */
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

/** Parties that share a server's or the bot's processor time. */
interface Parties<T extends Party> {
  readonly byId: Map<string, T>;
  /** Virtual time: the most that a party had used before it was served. */
  now: number;
}

interface Lane extends Party {
  readonly members: Parties<Member>;
}

/** A member whose next job may start, and the processor seconds that its lane will then have used. */
interface Candidate {
  readonly lane: Lane;
  readonly member: Member;
  readonly finish: number;
}

/**
 * Queue class for p-queue: the server that will have used the least processor time with its next job is served next, and
 * within it the member who will. The jobs of a member run in order. A quick job of one member therefore does not wait
 * for the slow jobs of others, however many they are.
 * (Fair queueing by finish times, Demers et al. 1989, with estimated costs that are corrected once a job has ended.)
 */
export class FairQueue {
  readonly #lanes: Parties<Lane> = { byId: new Map(), now: 0 };
  readonly #maxRunning: number;
  #waiting = 0;

  /** @param maxRunning maximum number of jobs of one member that run at the same time */
  constructor(maxRunning = Number.POSITIVE_INFINITY) {
    this.#maxRunning = maxRunning;
  }

  /** Number of jobs that may start now: 0 if all jobs that wait are of members who have reached their maximum. */
  get size(): number {
    let size = 0;
    for (const { members } of this.#lanes.byId.values())
      for (const [id, member] of members.byId) if (this.#mayStart(id, member)) size += member.waiting;
    return size;
  }

  /** Number of all jobs that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  enqueue(run: Run, { id, lane = '', member = '', cost = 1 }: Partial<FairQueueOptions> = {}): void {
    const party = this.#lanes.byId.get(lane) ?? { ...idle(this.#lanes), members: { byId: new Map(), now: 0 } };
    const own = party.members.byId.get(member) ?? { ...idle(party.members), jobs: [] };
    this.#lanes.byId.set(lane, party);
    party.members.byId.set(member, own);
    own.jobs.push({ id, run, cost });
    for (const each of [party, own]) each.waiting += 1;
    this.#waiting += 1;
  }

  dequeue(): Run | undefined {
    const next = firstToFinish([...this.#lanes.byId.values()].flatMap((lane) => this.#nextOf(lane) ?? []));
    const job = next?.member.jobs.shift();
    if (!next || !job) return undefined;
    const { lane, member } = next;
    this.#lanes.now = Math.max(this.#lanes.now, lane.used);
    lane.members.now = Math.max(lane.members.now, member.used);
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
    const party = this.#lanes.byId.get(lane);
    const own = party?.members.byId.get(member);
    for (const each of [party, own]) {
      if (!each) continue;
      each.running -= 1;
      each.used += seconds - cost;
    }
    this.#forgetIdle(lane, member);
  }

  remove(id: string): void {
    for (const [lane, party] of this.#lanes.byId)
      for (const [member, own] of party.members.byId) {
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
    const lanes = options.lane === undefined ? [...this.#lanes.byId.values()] : [this.#lanes.byId.get(options.lane)];
    return lanes
      .flatMap((lane) => [...(lane?.members.byId.values() ?? [])])
      .flatMap(({ jobs }) => jobs.map(({ run }) => run));
  }

  setPriority(): void {
    throw new Error('a fair queue has no priorities');
  }

  /** Returns the member of a lane whose job is next, and what the lane will have used with it; null if none may start. */
  #nextOf(lane: Lane): Candidate | null {
    const startable = [...lane.members.byId].flatMap(([id, member]) => (this.#mayStart(id, member) ? [member] : []));
    const next = firstToFinish(startable.map((member) => ({ member, finish: member.used + costOfNext(member) })));
    return next ? { lane, member: next.member, finish: lane.used + costOfNext(next.member) } : null;
  }

  #mayStart(id: string, { running, waiting }: Party): boolean {
    return waiting > 0 && (id === '' || running < this.#maxRunning);
  }

  #forgetIdle(lane: string, member: string): void {
    const party = this.#lanes.byId.get(lane);
    const own = party?.members.byId.get(member);
    if (own && own.waiting + own.running === 0) party?.members.byId.delete(member);
    if (party && party.waiting + party.running === 0) this.#lanes.byId.delete(lane);
  }
}

/** Returns the first state of a party, which begins at the virtual time of the others. */
function idle({ byId, now }: Parties<Party>): Party {
  return { used: byId.size > 0 ? now : 0, running: 0, waiting: 0 };
}

function costOfNext({ jobs: [next] }: Member): number {
  return next?.cost ?? 0;
}

/** Returns the candidate that finishes first. Of equal ones, returns the one that has been here the longest. */
function firstToFinish<T extends { readonly finish: number }>(candidates: readonly T[]): T | undefined {
  let first: T | undefined;
  for (const each of candidates) if (first === undefined || each.finish < first.finish) first = each;
  return first;
}
