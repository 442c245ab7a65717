import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { GatewayControls, PrivilegedIntent } from '../contract.ts';
import type { World } from '../world/world.ts';
import type { SessionStartCounter } from './session-starts.ts';
import { createSessions, type Session } from './sessions.ts';

const packet = z.object({ op: z.int(), d: z.unknown() });

export interface GatewayOptions {
  /** Returns the gateway's URL; a function, because the port is known only once the server listens. */
  readonly url: () => string;
  readonly heartbeatInterval: number;
  readonly privilegedIntents: readonly PrivilegedIntent[];
  readonly starts: SessionStartCounter;
}

export interface Gateway {
  /** Serves a newly opened WebSocket. `query` holds the parameters of its URL. */
  accept(socket: WebSocket, query: URLSearchParams): void;
  readonly controls: GatewayControls;
  connected(): Promise<void>;
  close(): void;
}

/** Creates a gateway of version 10 with JSON encoding. https://discord.com/developers/docs/events/gateway */
export function createGateway(world: World, options: GatewayOptions): Gateway {
  const { url, heartbeatInterval, privilegedIntents, starts } = options;
  const sockets = new Set<WebSocket>();
  const sessions = createSessions(world, url, privilegedIntents, starts);
  const waiting = new Set<() => void>();
  const refusals: number[] = [];

  function accept(socket: WebSocket, query: URLSearchParams): void {
    let session: Session | null = null;
    const reply = (op: GatewayOpcodes, d: unknown = null) => socket.send(packetOf(op, d));
    const refuse = (code: number) => socket.close(code, GatewayCloseCodes[code]);
    const login = (result: Session | GatewayCloseCodes | null) => {
      if (typeof result === 'number') refuse(result);
      else if (result === null) reply(GatewayOpcodes.InvalidSession, false);
      else {
        session = result;
        for (const wake of waiting) wake();
        waiting.clear();
      }
    };

    const handle = ({ op, d }: z.infer<typeof packet>) => {
      if (op === GatewayOpcodes.Heartbeat) reply(GatewayOpcodes.HeartbeatAck);
      else if (op === GatewayOpcodes.Identify || op === GatewayOpcodes.Resume) {
        const refusal = op === GatewayOpcodes.Identify ? refusals.shift() : undefined;
        if (refusal !== undefined) refuse(refusal);
        else if (session !== null) refuse(GatewayCloseCodes.AlreadyAuthenticated);
        else login(op === GatewayOpcodes.Identify ? sessions.identify(socket, d) : sessions.resume(socket, d));
      } else if (session === null) refuse(GatewayCloseCodes.NotAuthenticated);
      else if (op === GatewayOpcodes.RequestGuildMembers) sessions.sendMembers(session, d);
      else if (op !== GatewayOpcodes.PresenceUpdate && op !== GatewayOpcodes.VoiceStateUpdate) {
        refuse(GatewayCloseCodes.UnknownOpcode);
      }
    };

    sockets.add(socket);
    world.announce({ type: 'gateway', connections: sockets.size });
    socket.on('message', (raw) => {
      const message = packet.safeParse(parse(String(raw)));
      if (message.success) handle(message.data);
      else refuse(GatewayCloseCodes.DecodeError);
    });
    socket.on('close', (code) => {
      sockets.delete(socket);
      if (session?.socket === socket) session.socket = null;
      // At Discord too, close codes 1000 and 1001 end the session, so that it cannot be resumed.
      if (session !== null && (code === 1000 || code === 1001)) sessions.end(session);
      world.announce({ type: 'gateway', connections: sockets.size });
    });

    if (query.get('v') !== '10') refuse(GatewayCloseCodes.InvalidAPIVersion);
    else if (query.get('encoding') !== 'json') refuse(GatewayCloseCodes.DecodeError);
    else reply(GatewayOpcodes.Hello, { heartbeat_interval: heartbeatInterval });
  }

  return {
    accept,
    controls: {
      get connections() {
        return sockets.size;
      },
      get identifies() {
        return sessions.identifies;
      },
      get resumes() {
        return sessions.resumes;
      },
      drop() {
        for (const socket of sockets) socket.terminate();
      },
      end(code) {
        for (const socket of sockets) socket.close(code);
      },
      refuseNext(code, times = 1) {
        refusals.push(...Array.from({ length: times }, () => code));
      },
      limitSessions: (limit) => starts.set(limit),
      reconnect() {
        for (const socket of sockets) socket.send(packetOf(GatewayOpcodes.Reconnect, null));
      },
      invalidate(resumable) {
        for (const session of sessions.online()) {
          session.socket?.send(packetOf(GatewayOpcodes.InvalidSession, resumable));
          if (!resumable) sessions.end(session);
        }
      },
    },
    connected() {
      if (sessions.online().length > 0) return Promise.resolve();
      return new Promise((resolve) => waiting.add(resolve));
    },
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function packetOf(op: GatewayOpcodes, d: unknown): string {
  return JSON.stringify({ op, d, s: null, t: null });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
