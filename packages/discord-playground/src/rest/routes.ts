import type { SessionStartCounter } from '../gateway/session-starts.ts';
import { applicationRoutes, gatewayRoutes } from './application.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { reactionRoutes } from './reactions.ts';
import type { Route } from './router.ts';
import { soundboardRoutes } from './soundboard.ts';
import { threadRoutes } from './threads.ts';
import { webhookRoutes } from './webhooks.ts';

/** Returns all routes of the REST API. If two routes match a request, the first one handles it. */
export function allRoutes(gatewayUrl: () => string, starts: SessionStartCounter): Route[] {
  return [
    ...gatewayRoutes(gatewayUrl, starts),
    ...applicationRoutes,
    ...commandRoutes,
    ...interactionRoutes,
    ...webhookRoutes,
    ...channelRoutes,
    ...reactionRoutes,
    ...threadRoutes,
    ...guildRoutes,
    ...soundboardRoutes,
  ];
}
