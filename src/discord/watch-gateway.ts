import { EventEmitter, once } from 'node:events';
import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type Client, GatewayOpcodes, Status } from 'discord.js';

/** Age in milliseconds up to which a sign of life counts. Discord allows 120 messages per minute on a connection. */
const FRESH_MS = 1000;
/** Time for Discord to answer a heartbeat, in milliseconds. Health checks usually wait for 3 seconds or longer. */
const ANSWER_MS = 2500;

export interface GatewayWatch {
  /** Resolves to whether every shard is ready and Discord sends something on its connection now. */
  isAlive(): Promise<boolean>;
}

/**
 * Watches the connections to the gateway. A connection that is cut without being closed, as by a router that restarts,
 * looks open until the system's timeout, and the heartbeats of discord.js are 41 s apart. Therefore, each shard that has
 * received nothing for a second is sent another heartbeat, which Discord answers.
 * @see https://github.com/discord/discord-api-docs, `docs/events/gateway.mdx`, "Sending Heartbeats"
 * @param client a client that is logged in
 * @param gateway manager of the connections of `client`
 */
export function watchGateway(client: Client, gateway: WebSocketManager): GatewayWatch {
  /** Time of the latest sign of life of each shard. `performance.now` does not jump if the clock is set. */
  const seen = new Map<number, number>();
  /** Emits the number of a shard, as text, at each sign of life. */
  const signs = new EventEmitter();
  const note = ({ shardId }: { shardId: number }) => {
    seen.set(shardId, performance.now());
    signs.emit(String(shardId));
  };
  gateway.on(WebSocketShardEvents.Hello, note);
  gateway.on(WebSocketShardEvents.HeartbeatComplete, note);
  gateway.on(WebSocketShardEvents.Dispatch, note);

  const sendHeartbeat = async (shard: number) => {
    const session = await gateway.options.retrieveSessionInfo(shard);
    await gateway.send(shard, { op: GatewayOpcodes.Heartbeat, d: session?.sequence ?? null });
  };
  const isShardAlive = async (shard: number) => {
    if (performance.now() - (seen.get(shard) ?? Number.NEGATIVE_INFINITY) < FRESH_MS) return true;
    const answered = once(signs, String(shard), { signal: AbortSignal.timeout(ANSWER_MS) });
    // A connection that cannot send receives no answer either.
    sendHeartbeat(shard).catch(() => undefined);
    return answered.then(
      () => true,
      () => false,
    );
  };
  const check = async () => {
    const shards = [...client.ws.shards.values()];
    if (!client.isReady() || shards.some(({ status }) => status !== Status.Ready)) return false;
    const alive = await Promise.all(shards.map(({ id }) => isShardAlive(id)));
    return alive.every(Boolean) && client.ws.shards.every(({ status }) => status === Status.Ready);
  };
  let checking: Promise<boolean> | undefined;
  return {
    isAlive() {
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
  };
}
