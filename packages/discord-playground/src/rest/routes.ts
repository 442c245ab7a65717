import { applicationRoutes } from './application.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { gatewayRoutes } from './gateway.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import type { Route } from './router.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route; of two that match, the earlier one wins. */
export function allRoutes(gatewayUrl: () => string): Route[] {
  return [
    ...gatewayRoutes(gatewayUrl),
    ...applicationRoutes,
    ...commandRoutes,
    ...interactionRoutes,
    ...webhookRoutes,
    ...channelRoutes,
    ...guildRoutes,
  ];
}
