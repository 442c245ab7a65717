import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIAttachment,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIUser,
} from 'discord-api-types/v10';
import type { RequestHandlers } from './server.ts';
import type { Clock } from './world/clock.ts';
import type { BoardSoundSeed, GuildSeed } from './world/seed.ts';

export interface PlaygroundOptions {
  /** Port on 127.0.0.1, or ports to try in this order until one is free. Default: any free port. */
  port?: number | readonly number[];
  /**
   * Folder in which messages, files, threads and commands are kept, so that the next start finds them. Ids of servers,
   * channels, roles and people are the same at each start anyway. Default: nothing is kept.
   */
  dataDir?: string;
  /** Token that the bot must log in with. Default: a generated token. */
  token?: string;
  /** User name of the bot. Default: `Bot`. */
  botName?: string;
  /** Initial servers with channels, roles and members. Default: `defaultGuilds`, two servers that share one member. */
  guilds?: GuildSeed[];
  clock?: Clock;
  /**
   * Whether to check the playground's own answers against Discord's description. Violations have the rule `answer`.
   */
  checkAnswers?: boolean;
  /**
   * Privileged intents that the application may use. Default: none. A bot that identifies with any other privileged
   * intent is disconnected with close code 4014.
   */
  privilegedIntents?: PrivilegedIntent[];
  /**
   * Called once for each REST route that a bot requests and the playground lacks, such as
   * `PUT /guilds/{id}/bans/{id}`. Default: `console.warn`.
   */
  onUnknownRoute?: (route: string) => void;
  /** Simulated upload speed of bots in bytes per second, measured by `clock`. Default: no limit. */
  uploadBytesPerSecond?: number;
  /** Interval in milliseconds at which bots must send heartbeats. Default: 41,250, as at Discord. */
  heartbeatInterval?: number;
  /** Handles every request outside Discord's API, such as those for a page. `Host` and `Origin` have been checked. */
  page?: RequestHandlers['page'];
  /** Handlers of WebSockets other than the gateway, by path. */
  sockets?: RequestHandlers['sockets'];
}

/** Intents that Discord grants to an application only on request. */
export type PrivilegedIntent = 'GuildMembers' | 'GuildPresences' | 'MessageContent';

/** A running playground: the addresses and token that a bot logs in with, and the simulated people who use the bot. */
export interface Playground {
  /** Address for the option `rest.api` of discord.js: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string;
  /** Origin of the URLs of uploaded files and of the page: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly token: string;
  readonly applicationId: string;
  readonly botName: string;
  readonly guilds: readonly GuildView[];
  /** Requests of the bot that Discord would have refused, oldest first. */
  readonly violations: readonly Violation[];
  /** The latest 10,000 REST requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly gateway: GatewayControls;
  /** Adds a guild, as if someone invited the bot. Users with the same name in several guilds are one person. */
  addGuild(seed: GuildSeed): GuildView;
  /** Removes the bot from a guild, as if someone kicked it. `addGuild` with the same id invites it again. */
  removeGuild(guildId: string): void;
  /** Tells the bot that a guild is unavailable because of an outage. */
  makeUnavailable(guildId: string): void;
  /** Returns a simulated person in the first channel of a guild. `guild`: name or id, default the first guild. */
  member(name: string, guild?: string): Member;
  /** Returns the soundboard of a guild, which the returned methods change as a member would. `guild`: name or id. */
  soundboard(guild: string): Soundboard;
  /** Returns a simulated person in direct messages with the bot. */
  directMessage(name: string): Member;
  /** Returns the registered commands of a guild, or the global commands if no guild is given. */
  commands(guildId?: string): APIApplicationCommand[];
  /** Returns the messages of a channel, oldest first, without ephemeral ones. */
  messages(channelId: string): APIMessage[];
  /** Resolves once a bot is logged in, immediately if a bot already is. */
  connected(): Promise<void>;
  /** Resolves once a command with the name `commandName` is registered. */
  registered(commandName: string): Promise<void>;
  /**
   * Cuts the network between the bot and Discord: no byte passes, open connections stay open without being closed
   * (no FIN), and new ones are reset. Returns a function that restores the network; the bytes that waited then arrive.
   */
  cutNetwork(): () => void;
  /** Makes the next REST requests or downloads of files that match `fault` fail. Returns a function that stops this. */
  inject(fault: Fault): () => void;
  /** Calls `listener` on every event of the playground. Returns a function that unsubscribes it. */
  subscribe(listener: (event: PlaygroundEvent) => void): () => void;
  close(): Promise<void>;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** Roles of the guild, without `@everyone` and the bot's role. */
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly APIUser[];
}

/** A soundboard, as its guild's members see it. */
export interface Soundboard {
  /** Sounds, oldest first. */
  readonly sounds: readonly BoardSoundView[];
  /** Returns the file of a sound. Throws if there is none with this id. */
  file(id: string): Uint8Array;
  /** Adds a sound. Returns its id. Throws if the soundboard is full or the file breaks a limit. */
  add(sound: BoardSoundSeed): string;
  rename(id: string, name: string): void;
  remove(id: string): void;
  /** Changes the guild's boost level: its soundboard has 8, 24, 36 or 48 slots. */
  boost(level: 0 | 1 | 2 | 3): void;
}

export interface BoardSoundView {
  readonly id: string;
  readonly name: string;
  /** Standard emoji; null if the sound has none. */
  readonly emoji: string | null;
  readonly volume: number;
  /** Id of the person or bot that added the sound. */
  readonly userId: string;
  /** URL of the file. */
  readonly url: string;
}

export interface Violation {
  /** Kind of the broken rule: `published description`, `limit`, `permission`, `voice message` or `answer`. */
  rule: string;
  method: string;
  /** Path of the request, including ids: `/interactions/1/x/callback`. */
  path: string;
  /** One line for each problem: the place in the request's body, and what is wrong there. */
  problems: string[];
  body: unknown;
}

export interface RequestRecord {
  method: string;
  path: string;
  status: number;
  /** The parsed JSON body of the request; undefined if the request has no body. */
  body: unknown;
}

export interface Fault {
  /** HTTP status of the answer, such as 429 or 502; 0 cuts the connection without an answer. */
  status: number;
  /** Code in the body of the answer, such as 40005. Default: 0. */
  code?: number;
  /** HTTP method of the requests that fail. Default: all. */
  method?: string;
  /** Pattern of the paths that fail, without `/api/v10`. Paths of files begin with `/attachments/`. Default: all. */
  path?: RegExp;
  /** Whether only requests with files fail. Default: false. */
  withFiles?: boolean;
  /** How a connection is cut if `status` is 0: by a reset, which is the default, or by closing it (FIN). */
  cut?: 'reset' | 'close';
  /** Whether the playground carries the request out, and only its answer fails. Default: false. */
  isDone?: boolean;
  /** Number of requests that fail. Default: 1. */
  times?: number;
  /** Seconds in the `Retry-After` header of a 429 answer. Default: 0.05. */
  retryAfter?: number;
  /** Whether a 429 answer applies to all routes, and not only to the requested one. */
  global?: boolean;
}

export interface GatewayControls {
  /** Number of open WebSockets of bots. */
  readonly connections: number;
  /** Number of times that bots have identified, which starts a new session. */
  readonly identifies: number;
  readonly resumes: number;
  /** Cuts the WebSocket of every bot without a closing handshake. */
  drop(): void;
  /** Closes the WebSocket of every bot with a close code, such as 4004 (invalid token). */
  end(code: number): void;
  /** Closes the WebSocket of the next `times` bots that identify with a close code. Default: one. */
  refuseNext(code: number, times?: number): void;
  /** Sets how many sessions bots may still start (`session_start_limit`). Default: 1,000 within 24 hours. */
  limitSessions(starts: SessionStarts): void;
  /** Asks every bot to reconnect and resume (opcode 7). */
  reconnect(): void;
  /** Invalidates the session of every bot (opcode 9). If `resumable` is true, the bot may resume the session. */
  invalidate(resumable: boolean): void;
}

/** The limit of sessions that bots may start. */
export interface SessionStarts {
  /** Number of sessions within the period. Default: 1,000. */
  total?: number;
  /** Number of sessions left. A bot that starts another one is refused with close code 4004. */
  remaining: number;
  /** Milliseconds until `remaining` is `total` again. Default: 24 hours. */
  resetAfter?: number;
}

/** An event of the playground, such as a new message. The page updates its display from these events. */
export type PlaygroundEvent =
  | { type: 'message'; action: 'create' | 'update'; message: APIMessage; visibleTo: string | null }
  | { type: 'message'; action: 'delete'; channelId: string; messageId: string }
  | { type: 'interaction'; id: string; userId: string; step: ResponseStep }
  | { type: 'commands'; guildId: string | null; commands: APIApplicationCommand[] }
  | { type: 'soundboard'; guildId: string }
  | { type: 'violation'; violation: Violation }
  | { type: 'gateway'; connections: number };

export type CommandValue = string | number | boolean | APIAttachment;

/**
 * A simulated person in one channel who uses the bot. The methods return before the bot answers; an `Invocation` waits
 * for the answer.
 */
export interface Member {
  readonly user: APIUser;
  readonly guildId: string | null;
  readonly channelId: string;
  /** Returns the same person in another channel or thread of the guild. `channel`: name or id. */
  in(channel: string): Member;
  /** Uploads a file, so that a command or message can contain it. */
  upload(name: string, bytes: Uint8Array, options?: UploadOptions): APIAttachment;
  /** Returns the commands that Discord's client would show this person in this channel. */
  commands(): APIApplicationCommand[];
  /**
   * Sends a slash command. `name` may contain a group and subcommand: `library stats`.
   * Throws if Discord's client would not let the person send the command: hidden or unknown command, unknown or
   * missing option, wrong type, value outside its range or choices, file type not allowed.
   */
  slash(name: string, options?: Record<string, CommandValue>): Invocation;
  /** Uses a context-menu command of a message (*Apps > name* in Discord's client). */
  messageCommand(name: string, message: APIMessage): Invocation;
  /** Uses a context-menu command of a user. */
  userCommand(name: string, userId: string): Invocation;
  /** Types into an option that has autocomplete. `others`: values of the options that are already filled in. */
  autocomplete(name: string, option: string, typed: string, others?: Record<string, CommandValue>): Invocation;
  /** Presses the button with that custom id or label. Throws if the button does not exist or is disabled. */
  click(message: APIMessage, button: string): Invocation;
  /** Chooses values in the select menu with that custom id. Throws on values that the menu does not contain. */
  select(message: APIMessage, customId: string, values: string[]): Invocation;
  /** Fills in and sends the modal that the bot opened in answer to `opened`. `values`: by the field's custom id. */
  submit(opened: Invocation, values: Record<string, string | string[] | APIAttachment[]>): Invocation;
  post(content: string, attachments?: APIAttachment[]): APIMessage;
  /** Posts a voice message (flag 1<<13) with a recording as its only attachment. */
  voice(attachment: APIAttachment): APIMessage;
  /** Adds a reaction to a message. Throws if `emoji` is no emoji, or if the message already has 20 different ones. */
  react(message: APIMessage, emoji: string): void;
  /** Removes this person's reaction; does nothing if there is none. */
  unreact(message: APIMessage, emoji: string): void;
  /** Returns the messages of this channel that this person sees, including ephemeral ones. */
  messages(): APIMessage[];
}

export interface UploadOptions {
  /** Content type of the file. Default: derived from the file extension. */
  contentType?: string;
  /** Size in bytes that the attachment declares. Default: the size of the file. */
  declaredSize?: number;
  /** URL that the attachment declares. Default: the URL of the file at the playground. */
  url?: string;
  durationSecs?: number;
  waveform?: string;
}

/** A step of an interaction, such as its acknowledgement or an edit of the reply. */
export type ResponseStep =
  | { kind: 'deferred'; ephemeral: boolean }
  | { kind: 'deferred-update' }
  | { kind: 'reply'; message: APIMessage }
  | { kind: 'edit'; message: APIMessage }
  | { kind: 'delete'; messageId: string }
  | { kind: 'follow-up'; message: APIMessage }
  | { kind: 'modal'; modal: APIModalInteractionResponseCallbackData }
  | { kind: 'choices'; choices: APIApplicationCommandOptionChoice[] }
  | { kind: 'no-response' };

/** An interaction, as the person who started it sees it. */
export interface Invocation {
  readonly id: string;
  readonly token: string;
  /** All steps so far, oldest first. */
  readonly steps: readonly ResponseStep[];
  /** Iterates over all past and future steps. The iteration never ends. */
  [Symbol.asyncIterator](): AsyncIterator<ResponseStep>;
  /** Resolves to the first step: the acknowledgement, or `no-response` if the bot does not answer within 3 seconds. */
  acknowledged(): Promise<ResponseStep>;
  /** Resolves to the reply or, if the bot deferred it, to its first edit. Rejects on `no-response`. */
  reply(): Promise<APIMessage>;
  /**
   * Resolves to the first past or future state of the reply or of a follow-up for which `wanted` returns true.
   * Rejects with a list of all steps on `no-response` or after `timeout` milliseconds of real time (default 20,000).
   */
  until(wanted: (message: APIMessage) => boolean, timeout?: number): Promise<APIMessage>;
  modal(): Promise<APIModalInteractionResponseCallbackData>;
  /** Resolves to the choices that the bot suggests in answer to an autocompletion. */
  choices(): Promise<APIApplicationCommandOptionChoice[]>;
  /** Current state of the reply; null before the reply, after its deletion, or while the bot "is thinking". */
  readonly original: APIMessage | null;
  readonly followUps: readonly APIMessage[];
  /** Whether only this person sees the reply; null until the interaction is acknowledged. */
  readonly ephemeral: boolean | null;
}
