import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { type Client, GatewayOpcodes, Status } from 'discord.js';

/** Time between two heartbeats that the bot adds to those of discord.js, which are 41 s apart. */
const PROBE_MS = 5000;

export interface GatewayWatch {
  /** Whether every shard is ready, and has sent something within the last two or three probes. */
  readonly isAlive: boolean;
  close(): void;
}

/**
 * Watches the connections to the gateway. A connection that is cut without being closed, as by a router that restarts,
 * looks open until the system's timeout, so each shard is sent a heartbeat every few seconds, which Discord answers.
 * @see https://github.com/discord/discord-api-docs, `docs/events/gateway.mdx`, "Sending Heartbeats"
 * @param client a client that is logged in
 * @param gateway manager of the connections of `client`
 */
export function watchGateway(client: Client, gateway: WebSocketManager, probeMs = PROBE_MS): GatewayWatch {
  /** Time of the latest sign of life of each shard. `performance.now` does not jump if the clock is set. */
  const seen = new Map([...client.ws.shards.keys()].map((shard) => [shard, performance.now()]));
  const note = ({ shardId }: { shardId: number }) => seen.set(shardId, performance.now());
  gateway.on(WebSocketShardEvents.Hello, note);
  gateway.on(WebSocketShardEvents.HeartbeatComplete, note);
  gateway.on(WebSocketShardEvents.Dispatch, note);

  const probe = async (shard: number) => {
    const session = await gateway.options.retrieveSessionInfo(shard);
    await gateway.send(shard, { op: GatewayOpcodes.Heartbeat, d: session?.sequence ?? null });
  };
  const timer = setInterval(() => {
    // A shard without a connection cannot send. It is not ready then, so it needs no probe.
    for (const { id, status } of client.ws.shards.values())
      if (status === Status.Ready) probe(id).catch(() => undefined);
  }, probeMs);
  timer.unref();

  return {
    get isAlive() {
      const oldest = performance.now() - 2.5 * probeMs;
      const isAlive = (id: number) => (seen.get(id) ?? Number.NEGATIVE_INFINITY) > oldest;
      return client.isReady() && client.ws.shards.every(({ id, status }) => status === Status.Ready && isAlive(id));
    },
    close: () => clearInterval(timer),
  };
}
