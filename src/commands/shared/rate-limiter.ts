import { UserError } from '../../errors.ts';

/** Limits how much each member can ask for, so that nobody takes up all of the bot's capacity. */
export interface RateLimiter {
  /**
   * Runs `work` unless the member has reached a limit.
   * @throws UserError `tooManyAtOnce` or `tooManyInMinute`
   */
  run<T>(memberId: string, work: () => Promise<T>): Promise<T>;
}

/** Limits for one member. */
export interface RateLimits {
  readonly atOnce: number;
  readonly perMinute: number;
}

interface Member {
  running: number;
  /** Start times within the last minute, oldest first. */
  starts: number[];
}

const MINUTE_MS = 60_000;

/** @param now returns milliseconds of a monotonic clock */
export function createRateLimiter({ atOnce, perMinute }: RateLimits, now = () => performance.now()): RateLimiter {
  const members = new Map<string, Member>();
  let swept = now();

  const sweep = (time: number) => {
    if (time - swept < MINUTE_MS) return;
    swept = time;
    for (const [id, { running, starts }] of members)
      if (running === 0 && (starts.at(-1) ?? 0) <= time - MINUTE_MS) members.delete(id);
  };

  return {
    async run(memberId, work) {
      const time = now();
      sweep(time);
      const member = members.get(memberId) ?? { running: 0, starts: [] };
      if (member.running >= atOnce) throw new UserError({ code: 'tooManyAtOnce', sounds: member.running });
      member.starts = member.starts.filter((start) => start > time - MINUTE_MS);
      const [oldest = time] = member.starts;
      if (member.starts.length >= perMinute) {
        const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - time) / 1000));
        throw new UserError({ code: 'tooManyInMinute', max: member.starts.length, seconds });
      }
      members.set(memberId, member);
      member.starts.push(time);
      member.running += 1;
      try {
        return await work();
      } finally {
        member.running -= 1;
      }
    },
  };
}
