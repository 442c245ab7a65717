import { ok, type Route } from './router.ts';

/** Number of shards that may identify at once: more than a new bot gets, so that tests of shards need not wait. */
const MAX_CONCURRENCY = 16;

export function gatewayRoutes(gatewayUrl: () => string): Route[] {
  return [
    { method: 'GET', path: '/gateway', isOpen: true, handle: () => ok({ url: gatewayUrl() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle: ({ world }) =>
        ok({
          url: gatewayUrl(),
          shards: Math.max(1, Math.ceil(world.guilds.size / 1000)),
          session_start_limit: {
            total: 1000,
            remaining: 1000,
            reset_after: 24 * 60 * 60 * 1000,
            max_concurrency: MAX_CONCURRENCY,
          },
        }),
    },
  ];
}
