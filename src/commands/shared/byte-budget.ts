import { UserError } from '../../errors.ts';

/** Limits the bytes that all members together, and each member, use at the same time: of memory, or of the disk. */
export interface ByteBudget {
  /**
   * Reserves bytes for a member, and resolves to a function that frees them. If they are not free, waits: members are
   * served in turn, each in order, and small reservations before large ones. A reservation of more bytes than a member
   * may use is reduced to that number. While a task holds bytes, it must not reserve more of the same budget, because two
   * such tasks could wait for each other.
   * @throws UserError `busyAnalyzing` if too much waits; the signal's reason if it aborts while waiting
   */
  reserve(bytes: number, options: ReserveOptions): Promise<() => void>;
  /** Runs `work` while bytes are reserved. @throws as `reserve` does */
  run<T>(bytes: number, options: ReserveOptions, work: () => Promise<T>): Promise<T>;
}

export interface ReserveOptions {
  readonly memberId: string;
  readonly signal?: AbortSignal;
}

export interface ByteLimits {
  readonly total: number;
  /** Maximum bytes of one member; at most `total`. */
  readonly perMember: number;
  /**
   * Maximum bytes of a small reservation, such as the file of a search; default 0. Larger reservations leave an eighth
   * of `total` free, so that a small one does not wait until the forms of other members have ended.
   */
  readonly small?: number;
}

interface Waiting {
  readonly bytes: number;
  readonly start: () => void;
}

/** Maximum number of waiting reservations: of all members together, and of one member. */
const MAX_WAITING = 500;
const MAX_WAITING_OF_MEMBER = 20;
/** Share of all bytes that only small reservations may use. */
const SMALL_SHARE = 1 / 8;
/** Assumed duration of a reservation until the first one has ended, in milliseconds. */
const USUAL_MS = 1000;
/** Weight of the latest duration in the running mean. */
const RECENT = 0.1;
/** The waiting time in the error is rounded up to a multiple of this number of seconds. */
const STEP_SECONDS = 5;

export function createByteBudget({ total, perMember, small = 0 }: ByteLimits): ByteBudget {
  const headroom = small > 0 ? total * SMALL_SHARE : 0;
  /** Waiting reservations by member. The first member in the Map is served next. */
  const lanes = new Map<string, Waiting[]>();
  const used = new Map<string, number>();
  let left = total;
  let waiting = 0;
  let meanMs = USUAL_MS;

  const usedBy = (memberId: string) => used.get(memberId) ?? 0;
  const leave = (memberId: string, entry: Waiting) => {
    const others = (lanes.get(memberId) ?? []).filter((other) => other !== entry);
    lanes.delete(memberId);
    if (others.length > 0) lanes.set(memberId, others);
    waiting -= 1;
  };
  /** Admits the reservations of the sizes for which `isMeant` returns true, until one does not fit in the free bytes. */
  const admitSome = (isMeant: (bytes: number) => boolean, free: () => number) => {
    for (const [memberId, [first]] of [...lanes]) {
      if (!first || !isMeant(first.bytes) || usedBy(memberId) + first.bytes > perMember) continue;
      // The next member waits until there is space. Otherwise, smaller reservations would overtake this one for ever.
      if (first.bytes > free()) return;
      leave(memberId, first);
      take(memberId, first.bytes);
      first.start();
    }
  };
  const admit = () => {
    admitSome(
      (bytes) => bytes <= small,
      () => left,
    );
    admitSome(
      (bytes) => bytes > small,
      () => left - headroom,
    );
  };
  const take = (memberId: string, bytes: number) => {
    left -= bytes;
    used.set(memberId, usedBy(memberId) + bytes);
  };
  const release = (memberId: string, bytes: number) => {
    left += bytes;
    const own = usedBy(memberId) - bytes;
    if (own > 0) used.set(memberId, own);
    else used.delete(memberId);
    admit();
  };
  const busy = () => {
    const steps = Math.ceil(((waiting / Math.max(1, used.size)) * meanMs) / 1000 / STEP_SECONDS);
    return new UserError({ code: 'busyAnalyzing', seconds: Math.max(1, steps) * STEP_SECONDS });
  };

  const reserve: ByteBudget['reserve'] = async (wanted, { memberId, signal }) => {
    signal?.throwIfAborted();
    const bytes = Math.min(wanted, perMember, total - headroom);
    const own = lanes.get(memberId) ?? [];
    if (waiting >= MAX_WAITING || own.length >= MAX_WAITING_OF_MEMBER) throw busy();
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        leave(memberId, entry);
        reject(signal?.reason);
        admit();
      };
      const start = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const entry: Waiting = { bytes, start };
      signal?.addEventListener('abort', abort, { once: true });
      lanes.set(memberId, [...own, entry]);
      waiting += 1;
      admit();
    });
    const started = performance.now();
    return () => {
      meanMs += RECENT * (performance.now() - started - meanMs);
      release(memberId, bytes);
    };
  };
  return {
    reserve,
    async run(bytes, options, work) {
      const free = await reserve(bytes, options);
      try {
        return await work();
      } finally {
        free();
      }
    },
  };
}
