import { UserError } from '../../errors.ts';

/** Limits the work of each member or server, so that none takes up all of the bot's capacity. */
export interface RateLimiter {
  /**
   * Runs `work`.
   * @param id id of the member or server
   * @param end ends the time in which `work` counts, even if it hangs
   * @throws UserError if the member or server has reached a limit
   */
  run<T>(id: string, work: () => Promise<T>, end?: AbortSignal): Promise<T>;
}

/** Maximum number of tasks of one member or server: at the same time, and started within a minute. */
export interface RateLimits {
  readonly atOnce: number;
  readonly perMinute: number;
}

/** The errors of a rate limiter. */
export interface RateErrors {
  readonly atOnce: (running: number) => UserError;
  readonly perMinute: (max: number, seconds: number) => UserError;
}

const OF_SOUNDS: RateErrors = {
  atOnce: (sounds) => new UserError({ code: 'tooManyAtOnce', sounds }),
  perMinute: (max, seconds) => new UserError({ code: 'tooManyInMinute', max, seconds }),
};

interface Member {
  running: number;
  /** Start times of tasks within the last minute, in milliseconds, oldest first. */
  starts: number[];
}

const MINUTE_MS = 60_000;

/**
 * Creates a rate limiter, which counts the tasks of each member or server.
 * @param errors by default, `tooManyAtOnce` and `tooManyInMinute`, which speak of sounds
 * @param now returns the time of a monotonic clock in milliseconds
 */
export function createRateLimiter(
  { atOnce, perMinute }: RateLimits,
  errors = OF_SOUNDS,
  now = () => performance.now(),
): RateLimiter {
  const members = new Map<string, Member>();
  let swept = now();

  const sweep = (time: number) => {
    if (time - swept < MINUTE_MS) return;
    swept = time;
    for (const [id, { running, starts }] of members)
      if (running === 0 && (starts.at(-1) ?? 0) <= time - MINUTE_MS) members.delete(id);
  };

  return {
    async run(memberId, work, end) {
      const time = now();
      sweep(time);
      const member = members.get(memberId) ?? { running: 0, starts: [] };
      if (member.running >= atOnce) throw errors.atOnce(member.running);
      member.starts = member.starts.filter((start) => start > time - MINUTE_MS);
      const [oldest = time] = member.starts;
      if (member.starts.length >= perMinute) {
        const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - time) / 1000));
        throw errors.perMinute(member.starts.length, seconds);
      }
      members.set(memberId, member);
      member.starts.push(time);
      member.running += 1;
      let counts = true;
      const free = () => {
        if (counts) member.running -= 1;
        counts = false;
      };
      end?.addEventListener('abort', free, { once: true });
      try {
        return await work();
      } finally {
        end?.removeEventListener('abort', free);
        free();
      }
    },
  };
}
