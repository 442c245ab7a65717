import { createHash } from 'node:crypto';
import type { Route } from './router.ts';

interface Budget {
  readonly requests: number;
  readonly seconds: number;
}

/** Limits of single routes, as observed by bots: Discord does not publish its limits. */
const BUDGETS: readonly { matches: RegExp; budget: Budget }[] = [
  { matches: /^(POST|PATCH|DELETE) \/webhooks\//, budget: { requests: 5, seconds: 2 } },
  { matches: /^(PUT|DELETE) .*\/reactions\//, budget: { requests: 1, seconds: 0.25 } },
  { matches: /^(POST|PATCH) \/channels\//, budget: { requests: 5, seconds: 5 } },
];
const DEFAULT: Budget = { requests: 20, seconds: 1 };
const GLOBAL: Budget = { requests: 50, seconds: 1 };

interface Bucket {
  used: number;
  resetAt: number;
}

export interface Verdict {
  readonly headers: Record<string, string>;
  /** Seconds to wait if the request exceeds the limit, otherwise null. */
  readonly retryAfter: number | null;
  readonly isGlobal: boolean;
}

/**
 * Creates Discord's rate limits: one per route and major parameter, and one for all requests together.
 * The limits measure real traffic, so they use real time and not the playground's clock.
 */
export function createRateLimits() {
  const buckets = new Map<string, Bucket>();

  function take(key: string, { requests, seconds }: Budget): { bucket: Bucket; left: number; wait: number } {
    const now = performance.now() / 1000;
    const existing = buckets.get(key);
    const bucket = existing !== undefined && existing.resetAt > now ? existing : { used: 0, resetAt: now + seconds };
    buckets.set(key, bucket);
    bucket.used += 1;
    return { bucket, left: requests - bucket.used, wait: bucket.resetAt - now };
  }

  return {
    take(route: Route, params: Record<string, string>): Verdict {
      // Discord does not limit interaction callbacks, and their answers have no rate limit headers.
      if (route.path.endsWith('/callback')) return { headers: {}, retryAfter: null, isGlobal: false };
      if (route.isOpen !== true) {
        const all = take('global', GLOBAL);
        if (all.left < 0) return { headers: {}, retryAfter: all.wait, isGlobal: true };
      }

      const name = `${route.method} ${route.path}`;
      const major = [params.channel_id, params.guild_id, params.webhook_id, params.webhook_token].join(':');
      const budget = BUDGETS.find(({ matches }) => matches.test(name))?.budget ?? DEFAULT;
      const { left, wait } = take(`${name} ${major}`, budget);
      return {
        headers: {
          'X-RateLimit-Limit': String(budget.requests),
          'X-RateLimit-Remaining': String(Math.max(0, left)),
          'X-RateLimit-Reset': (Date.now() / 1000 + wait).toFixed(3),
          'X-RateLimit-Reset-After': wait.toFixed(3),
          'X-RateLimit-Bucket': createHash('md5').update(name).digest('hex'),
        },
        retryAfter: left < 0 ? wait : null,
        isGlobal: false,
      };
    },
  };
}
