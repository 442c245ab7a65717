import { UserError } from '../../errors.ts';

/** Counts what each member has under way and has had of late, so that nobody keeps the bot to themselves. */
export interface RateLimiter {
  /** Runs `work` unless the member has too much under way, or has had too much. @throws UserError `busy`. */
  run<T>(memberId: string, work: () => Promise<T>): Promise<T>;
}

export interface RateLimits {
  /** Of one member, at the same time. */
  readonly atOnce: number;
  /** Of one member, begun within a minute. */
  readonly perMinute: number;
}

interface Member {
  underWay: number;
  /** When their turns of the last minute began, oldest first. */
  begun: number[];
}

const MINUTE_MS = 60_000;

/** @param now milliseconds, of a clock that nobody sets */
export function createRateLimiter({ atOnce, perMinute }: RateLimits, now = () => performance.now()): RateLimiter {
  const members = new Map<string, Member>();
  let swept = now();

  const forget = (time: number) => {
    if (time - swept < MINUTE_MS) return;
    swept = time;
    for (const [id, { underWay, begun }] of members)
      if (underWay === 0 && (begun.at(-1) ?? 0) <= time - MINUTE_MS) members.delete(id);
  };

  return {
    async run(memberId, work) {
      const time = now();
      forget(time);
      const member = members.get(memberId) ?? { underWay: 0, begun: [] };
      if (member.underWay >= atOnce) throw new UserError({ code: 'tooManyAtOnce', sounds: member.underWay });
      member.begun = member.begun.filter((each) => each > time - MINUTE_MS);
      const [oldest = time] = member.begun;
      if (member.begun.length >= perMinute) throw tooMany(member.begun.length, oldest + MINUTE_MS - time);
      members.set(memberId, member);
      member.begun.push(time);
      member.underWay += 1;
      try {
        return await work();
      } finally {
        member.underWay -= 1;
      }
    },
  };
}

function tooMany(count: number, waitMs: number): UserError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new UserError({ code: 'tooManyInMinute', max: count, seconds });
}
