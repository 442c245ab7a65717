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
 * are then answered within 3 s (`npm run redteam -- clicks`).
 */
export function paceGateway(strategy: object): GatewayPace {
  const waiting = new Map<string, NodeJS.Timeout>();
  let isPaused = false;
  const responded = (id: string) => {
    clearTimeout(waiting.get(id));
    waiting.delete(id);
    if (!isPaused || waiting.size > RESUMED_AT) return;
    isPaused = false;
    for (const shard of shardsOf(strategy)) shard.connection?.resume();
  };
  return {
    received(id) {
      waiting.set(id, setTimeout(responded, WAIT_MS, id).unref());
      if (waiting.size < MAX_WAITING) return;
      isPaused = true;
      for (const shard of shardsOf(strategy)) {
        shard.connection?.pause();
        // An answer to a heartbeat waits behind the events that are not read yet. `@discordjs/ws` would miss it, and cut
        // a connection on which events arrive. Discord does not send all of them again. A dead connection is noticed
        // once the others are read again.
        shard.isAck = true;
      }
    },
    responded,
  };
}

/** A shard of `@discordjs/ws`, which gives no public access to these fields. */
interface Shard {
  readonly connection: { pause(): void; resume(): void } | null;
  /** Whether Discord has answered the last heartbeat. */
  isAck: boolean;
}

function shardsOf(strategy: object): Shard[] {
  const shards: unknown = Reflect.get(strategy, 'shards');
  return shards instanceof Map ? [...shards.values()].filter(isShard) : [];
}

function isShard(value: unknown): value is Shard {
  return typeof value === 'object' && value !== null && 'isAck' in value && 'connection' in value;
}
