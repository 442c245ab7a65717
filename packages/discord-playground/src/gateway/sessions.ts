import { randomBytes } from 'node:crypto';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { PrivilegedIntent } from '../contract.ts';
import { guildCreatePayload, memberPayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import type { SessionStartCounter } from './session-starts.ts';

const { GuildMembers, GuildPresences, MessageContent } = GatewayIntentBits;
/** Intents that a bot may use only if Discord has granted them to its application. */
const PRIVILEGED = GuildMembers | GuildPresences | MessageContent;
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);
/** Maximum number of events per session that are stored, to be sent again when the session is resumed. */
const REPLAY = 1000;

/** A session of a bot or of one of its shards. A session outlives its WebSocket, so that it can be resumed. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  sequence: number;
  sent: { sequence: number; text: string }[];
  socket: WebSocket | null;
}

const identifyData = z.object({
  token: z.string(),
  intents: z.int(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.int(), z.int()]).optional(),
});
const resumeData = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const requestMembers = z.object({ guild_id: z.string(), nonce: z.string().optional() });

export interface Sessions {
  readonly identifies: number;
  readonly resumes: number;
  /** Returns the sessions that have an open WebSocket. */
  online(): Session[];
  /** Handles opcode 2 (identify). Returns the new session, or a close code if the login is refused. */
  identify(socket: WebSocket, data: unknown): Session | GatewayCloseCodes;
  /** Handles opcode 6 (resume): sends the missed events. Returns the session, null if it has ended, or a close code. */
  resume(socket: WebSocket, data: unknown): Session | GatewayCloseCodes | null;
  /** Handles opcode 8 (request guild members). */
  sendMembers(session: Session, data: unknown): void;
  end(session: Session): void;
}

/** Creates the table of sessions, which sends each event to the sessions whose shard and intents match. */
export function createSessions(
  world: World,
  url: () => string,
  granted: readonly PrivilegedIntent[],
  starts: SessionStartCounter,
): Sessions {
  const refusedIntents = PRIVILEGED & ~granted.reduce((bits, name) => bits | GatewayIntentBits[name], 0);
  const sessions = new Map<string, Session>();
  const counts = { identifies: 0, resumes: 0 };

  const isOnShard = (guildId: string | null, [id, count]: Session['shard']) =>
    guildId === null ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;

  function send(session: Session, event: string, data: object): void {
    session.sequence += 1;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: session.sequence, d: data });
    session.sent = [...session.sent, { sequence: session.sequence, text }].slice(-REPLAY);
    session.socket?.send(text);
  }

  world.dispatch = (event, data, { guildId, intents }) => {
    for (const session of sessions.values()) {
      if (isOnShard(guildId, session.shard) && (session.intents & intents) === intents) send(session, event, data);
    }
  };

  function identify(socket: WebSocket, data: unknown): Session | GatewayCloseCodes {
    const { success, data: login } = identifyData.safeParse(data);
    if (!success) return GatewayCloseCodes.DecodeError;
    if (login.token.replace(/^Bot /, '') !== world.token) return GatewayCloseCodes.AuthenticationFailed;
    if ((login.intents & ~ALL_INTENTS) !== 0) return GatewayCloseCodes.InvalidIntents;
    if ((login.intents & refusedIntents) !== 0) return GatewayCloseCodes.DisallowedIntents;
    const [id, count] = login.shard ?? [0, 1];
    if (count < 1 || id < 0 || id >= count) return GatewayCloseCodes.InvalidShard;

    // Discord resets the token of a bot that starts more sessions than it may.
    if (!starts.take()) return GatewayCloseCodes.AuthenticationFailed;
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

  function resume(socket: WebSocket, data: unknown): Session | GatewayCloseCodes | null {
    const { success, data: claim } = resumeData.safeParse(data);
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

  function sendMembers(session: Session, data: unknown): void {
    const request = requestMembers.safeParse(data);
    const guild = world.guilds.get(request.data?.guild_id ?? '');
    if (guild === undefined) return;
    const members = [...guild.members.values()].map((member) => memberPayload(world, member));
    const chunk = { guild_id: guild.id, members, chunk_index: 0, chunk_count: 1, nonce: request.data?.nonce };
    send(session, 'GUILD_MEMBERS_CHUNK', chunk);
  }

  return {
    get identifies() {
      return counts.identifies;
    },
    get resumes() {
      return counts.resumes;
    },
    online: () => [...sessions.values()].filter((session) => session.socket !== null),
    identify,
    resume,
    sendMembers,
    end: (session) => sessions.delete(session.id),
  };
}
