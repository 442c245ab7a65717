/** Keeps the number of interactions that wait for their first response within what can be answered in time. */
export interface GatewayPace {
  received(interactionId: string): void;
  /** Notes that Discord accepted the first response, or that the interaction gets none. */
  responded(interactionId: string): void;
}

/** Number of waiting interactions at which reading stops, and number at which reading goes on. */
const MAX_WAITING = 160;
const RESUMED_AT = 80;
/** Time for which an interaction counts, in milliseconds. Discord waits no longer for the first response. */
const WAIT_MS = 3000;

/**
 * Reads nothing from the gateway while too many interactions wait for their first response.
 * Further events stay in the buffers of the connection, and not in the memory of the process. Interactions that are read
 * are then answered sooner (`npm run redteam -- clicks`).
 */
export function paceGateway(strategy: object): GatewayPace {
  const waiting = new Map<string, NodeJS.Timeout>();
  let isPaused = false;
  const responded = (id: string) => {
    clearTimeout(waiting.get(id));
    waiting.delete(id);
    if (!isPaused || waiting.size > RESUMED_AT) return;
    isPaused = false;
    for (const connection of connectionsOf(strategy)) connection.resume();
  };
  return {
    received(id) {
      waiting.set(id, setTimeout(responded, WAIT_MS, id).unref());
      if (waiting.size < MAX_WAITING) return;
      isPaused = true;
      for (const connection of connectionsOf(strategy)) connection.pause();
    },
    responded,
  };
}

interface Connection {
  pause(): void;
  resume(): void;
}

/** Returns the WebSocket connections of a strategy, to which `@discordjs/ws` gives no public access. */
function connectionsOf(strategy: object): Connection[] {
  const shards: unknown = Reflect.get(strategy, 'shards');
  if (!(shards instanceof Map)) return [];
  return [...shards.values()].map((shard) => Reflect.get(shard, 'connection')).filter(isConnection);
}

function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && 'pause' in value && 'resume' in value;
}
