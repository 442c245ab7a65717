import { randomBytes } from 'node:crypto';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { GatewayControls } from './contract.ts';
import { guildCreatePayload, memberPayload } from './payloads.ts';
import type { Dispatch, World } from './world.ts';

const { GuildMembers, GuildPresences, MessageContent } = GatewayIntentBits;
/** Intents that an application must be granted; this one has none. */
const PRIVILEGED = GuildMembers | GuildPresences | MessageContent;
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);
/** Events kept for a resume. */
const REPLAY = 1000;

/** One bot's (or shard's) login. It outlives its sockets, so that it can be resumed. */
interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  sequence: number;
  sent: { sequence: number; text: string }[];
  socket: WebSocket | null;
}

const packet = z.object({ op: z.int(), d: z.unknown() });
const identify = z.object({
  token: z.string(),
  intents: z.int(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.int(), z.int()]).optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const requestMembers = z.object({ guild_id: z.string(), nonce: z.string().optional() });

export interface Gateway {
  /** Takes over a socket that has been opened with these query parameters. */
  accept(socket: WebSocket, query: URLSearchParams): void;
  readonly controls: GatewayControls;
  connected(): Promise<void>;
  close(): void;
}

/** Discord's gateway, version 10, JSON. https://discord.com/developers/docs/events/gateway */
export function createGateway(world: World, url: () => string, heartbeatInterval: number): Gateway {
  const sockets = new Set<WebSocket>();
  const sessions = new Map<string, Session>();
  const waiting = new Set<() => void>();
  const counts = { identifies: 0, resumes: 0 };

  const isOnShard = (guildId: string | null, [id, count]: Session['shard']) =>
    guildId === null ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;

  function send(session: Session, event: string, data: object): void {
    session.sequence += 1;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: session.sequence, d: data });
    session.sent = [...session.sent, { sequence: session.sequence, text }].slice(-REPLAY);
    session.socket?.send(text);
  }

  const dispatch: Dispatch = (event, data, { guildId, intents }) => {
    for (const session of sessions.values()) {
      if (isOnShard(guildId, session.shard) && (session.intents & intents) === intents) send(session, event, data);
    }
  };
  world.dispatch = dispatch;

  function start(socket: WebSocket, data: unknown): Session | GatewayCloseCodes {
    const { success, data: login } = identify.safeParse(data);
    if (!success) return GatewayCloseCodes.DecodeError;
    if (login.token.replace(/^Bot /, '') !== world.token) return GatewayCloseCodes.AuthenticationFailed;
    if ((login.intents & ~ALL_INTENTS) !== 0) return GatewayCloseCodes.InvalidIntents;
    if ((login.intents & PRIVILEGED) !== 0) return GatewayCloseCodes.DisallowedIntents;
    const [id, count] = login.shard ?? [0, 1];
    if (count < 1 || id < 0 || id >= count) return GatewayCloseCodes.InvalidShard;

    const { intents } = login;
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      shard: [id, count],
      intents,
      sequence: 0,
      sent: [],
      socket,
    };
    sessions.set(session.id, session);
    counts.identifies += 1;
    const guilds = [...world.guilds.values()].filter((guild) => isOnShard(guild.id, session.shard));
    send(session, 'READY', {
      v: 10,
      user: { ...world.bot, verified: true, mfa_enabled: false, email: null },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: world.applicationId, flags: 0 },
    });
    if ((session.intents & GatewayIntentBits.Guilds) !== 0) {
      for (const guild of guilds) send(session, 'GUILD_CREATE', guildCreatePayload(world, guild));
    }
    return session;
  }

  /** The session, brought up to date; null if it cannot be resumed. */
  function pickUp(socket: WebSocket, data: unknown): Session | GatewayCloseCodes | null {
    const { success, data: claim } = resume.safeParse(data);
    if (!success) return GatewayCloseCodes.DecodeError;
    if (claim.token.replace(/^Bot /, '') !== world.token) return GatewayCloseCodes.AuthenticationFailed;
    const session = sessions.get(claim.session_id);
    const oldest = session?.sent[0]?.sequence ?? 1;
    if (session === undefined || claim.seq < oldest - 1) return null;
    if (claim.seq > session.sequence) return GatewayCloseCodes.InvalidSeq;

    counts.resumes += 1;
    session.socket = socket;
    for (const { text } of session.sent.filter(({ sequence }) => sequence > claim.seq)) socket.send(text);
    send(session, 'RESUMED', {});
    return session;
  }

  function accept(socket: WebSocket, query: URLSearchParams): void {
    let session: Session | null = null;
    const reply = (op: GatewayOpcodes, d: unknown = null) => socket.send(packetOf(op, d));
    const refuse = (code: GatewayCloseCodes) => socket.close(code, GatewayCloseCodes[code]);
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
        if (session !== null) refuse(GatewayCloseCodes.AlreadyAuthenticated);
        else login(op === GatewayOpcodes.Identify ? start(socket, d) : pickUp(socket, d));
      } else if (session === null) refuse(GatewayCloseCodes.NotAuthenticated);
      else if (op === GatewayOpcodes.RequestGuildMembers) sendMembers(session, d);
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
      // A bot that says goodbye with 1000 or 1001 ends its session.
      if (session !== null && (code === 1000 || code === 1001)) sessions.delete(session.id);
      world.announce({ type: 'gateway', connections: sockets.size });
    });

    if (query.get('v') !== '10') refuse(GatewayCloseCodes.InvalidAPIVersion);
    else if (query.get('encoding') !== 'json') refuse(GatewayCloseCodes.DecodeError);
    else reply(GatewayOpcodes.Hello, { heartbeat_interval: heartbeatInterval });
  }

  function sendMembers(session: Session, data: unknown): void {
    const request = requestMembers.safeParse(data);
    const guild = world.guilds.get(request.data?.guild_id ?? '');
    if (guild === undefined) return;
    const members = [...guild.members.values()].map((member) => memberPayload(world, member));
    const chunk = { guild_id: guild.id, members, chunk_index: 0, chunk_count: 1, nonce: request.data?.nonce };
    send(session, 'GUILD_MEMBERS_CHUNK', chunk);
  }

  const online = () => [...sessions.values()].filter((session) => session.socket !== null);

  return {
    accept,
    controls: {
      get connections() {
        return sockets.size;
      },
      get identifies() {
        return counts.identifies;
      },
      get resumes() {
        return counts.resumes;
      },
      drop() {
        for (const socket of sockets) socket.terminate();
      },
      reconnect() {
        for (const socket of sockets) socket.send(packetOf(GatewayOpcodes.Reconnect, null));
      },
      invalidate(resumable) {
        for (const session of online()) {
          session.socket?.send(packetOf(GatewayOpcodes.InvalidSession, resumable));
          if (!resumable) sessions.delete(session.id);
        }
      },
    },
    connected() {
      if (online().length > 0) return Promise.resolve();
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
