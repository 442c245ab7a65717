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
import type { GuildSeed } from './world/seed.ts';

export interface PlaygroundOptions {
  /** Port on 127.0.0.1; default 0, which takes any free port. */
  port?: number;
  /** Token that the bot must log in with; by default, one is generated. */
  token?: string;
  /** User name of the bot; default `Bot`. */
  botName?: string;
  /** Servers, their channels, roles and members. Default: `defaultGuilds`, two servers that share one member. */
  guilds?: GuildSeed[];
  clock?: Clock;
  /** Checks the playground's own answers against Discord's description too; violations have the rule `answer`. */
  checkAnswers?: boolean;
  /**
   * Privileged intents that the application is granted; default none. A bot that identifies with one that is not
   * granted is disconnected with close code 4014.
   */
  privilegedIntents?: PrivilegedIntent[];
  /** Called once for each REST route that the playground lacks, such as `PUT /guilds/{id}/bans/{id}`. Default: `console.warn`. */
  onUnknownRoute?: (route: string) => void;
  /** Milliseconds between heartbeats of the gateway; default 41,250, as at Discord. */
  heartbeatInterval?: number;
  /** Handles every request outside Discord's API, such as those for a page. `Host` and `Origin` are checked before. */
  page?: RequestHandlers['page'];
  /** Handlers of further WebSockets, by path. */
  sockets?: RequestHandlers['sockets'];
}

/** Intents that Discord grants to an application only on request. */
export type PrivilegedIntent = 'GuildMembers' | 'GuildPresences' | 'MessageContent';

/** A running playground: the addresses and token that a bot logs in with, and the people who use the bot. */
export interface Playground {
  /** Address of the REST API, for `rest.api` of discord.js: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string;
  /** Origin of uploaded files and of the page: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly token: string;
  readonly applicationId: string;
  readonly botName: string;
  readonly guilds: readonly GuildView[];
  /** Requests that Discord would have refused, oldest first. */
  readonly violations: readonly Violation[];
  /** The latest 10,000 REST requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly gateway: GatewayControls;
  /** Returns a person in the first channel of a guild (name or id; default the first guild). */
  member(name: string, guild?: string): Member;
  /** Returns a person in direct messages with the bot. */
  directMessage(name: string): Member;
  /** Returns the registered global commands, or those of a guild. */
  commands(guildId?: string): APIApplicationCommand[];
  /** Returns the messages of a channel that everybody sees, oldest first. */
  messages(channelId: string): APIMessage[];
  /** Resolves once a bot is logged in; immediately if one already is. */
  connected(): Promise<void>;
  /** Resolves once a command with that name is registered. */
  registered(commandName: string): Promise<void>;
  /** Makes the next matching REST requests fail. Returns a function that stops this. */
  inject(fault: Fault): () => void;
  /** Calls `listener` on every event: messages, interactions, commands. Returns a function that unsubscribes it. */
  subscribe(listener: (event: PlaygroundEvent) => void): () => void;
  close(): Promise<void>;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** Roles that people can have: without `@everyone` and the bot's role. */
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly APIUser[];
}

export interface Violation {
  /** `published description`, `limit` or `permission`; `answer` if the playground's own answer is wrong. */
  rule: string;
  method: string;
  /** Path of the request with its ids: `/interactions/1/x/callback`. */
  path: string;
  /** One line for each problem, which says what is wrong and where. */
  problems: string[];
  body: unknown;
}

export interface RequestRecord {
  method: string;
  path: string;
  status: number;
  /** The parsed JSON body, or undefined. */
  body: unknown;
}

export interface Fault {
  /** Status of the answer, such as 429 or 502; 0 drops the connection without an answer. */
  status: number;
  /** Method that fails; default all. The pattern below is matched against the path without `/api/v10`. */
  method?: string;
  path?: RegExp;
  /** Number of requests that fail; default 1. */
  times?: number;
  /** Seconds in `Retry-After` of a 429; default 0.05. */
  retryAfter?: number;
  /** Makes a 429 apply to all routes and not only one. */
  global?: boolean;
}

export interface GatewayControls {
  /** Number of open sockets. */
  readonly connections: number;
  /** Number of times that bots have identified. */
  readonly identifies: number;
  readonly resumes: number;
  /** Cuts every socket without a closing handshake. */
  drop(): void;
  /** Closes every socket with a close code, such as 4004 (invalid token). */
  end(code: number): void;
  /** Asks every bot to reconnect and resume (opcode 7). */
  reconnect(): void;
  /** Invalidates every session (opcode 9); if `resumable`, the bot may resume it. */
  invalidate(resumable: boolean): void;
}

/** An event of the playground, such as a new message. The page shows its state from these. */
export type PlaygroundEvent =
  | { type: 'message'; action: 'create' | 'update'; message: APIMessage; visibleTo: string | null }
  | { type: 'message'; action: 'delete'; channelId: string; messageId: string }
  | { type: 'interaction'; id: string; userId: string; step: ResponseStep }
  | { type: 'commands'; guildId: string | null; commands: APIApplicationCommand[] }
  | { type: 'violation'; violation: Violation }
  | { type: 'gateway'; connections: number };

export type CommandValue = string | number | boolean | APIAttachment;

/** A person in one channel who uses the bot. The methods return at once; an `Invocation` waits for the bot. */
export interface Member {
  readonly user: APIUser;
  readonly guildId: string | null;
  readonly channelId: string;
  /** Returns the same person in another channel or thread of the guild (name or id). */
  in(channel: string): Member;
  /** Uploads a file, which a command or message can then use. */
  upload(name: string, bytes: Uint8Array, options?: UploadOptions): APIAttachment;
  /** Returns the commands that Discord shows this person in this channel. */
  commands(): APIApplicationCommand[];
  /**
   * Sends a slash command. `name` may hold a group and subcommand: `library stats`.
   * Throws if Discord's client would not let the person send it: hidden or unknown command, unknown or missing
   * option, wrong type, value outside its range or choices, file type not allowed.
   */
  slash(name: string, options?: Record<string, CommandValue>): Invocation;
  /** Uses a message's context-menu command (*Apps > name*). */
  messageCommand(name: string, message: APIMessage): Invocation;
  /** Uses a person's context-menu command. */
  userCommand(name: string, userId: string): Invocation;
  /** Types into an option that has autocomplete; `others` are the options filled in so far. */
  autocomplete(name: string, option: string, typed: string, others?: Record<string, CommandValue>): Invocation;
  /** Presses the button with that custom id or label. Throws if it is not there or is disabled. */
  click(message: APIMessage, button: string): Invocation;
  /** Chooses in the select menu with that custom id. Throws on values that it does not offer. */
  select(message: APIMessage, customId: string, values: string[]): Invocation;
  /** Fills in and sends the modal that `opened` showed: values by custom id, files as attachments. */
  submit(opened: Invocation, values: Record<string, string | string[] | APIAttachment[]>): Invocation;
  /** Posts an ordinary message. */
  post(content: string, attachments?: APIAttachment[]): APIMessage;
  /** Posts a voice message (flag 1<<13) with its one attachment. */
  voice(attachment: APIAttachment): APIMessage;
  /** Adds a reaction, such as `👍`, to a message. Throws if it is no emoji or the message has 20 different ones. */
  react(message: APIMessage, emoji: string): void;
  /** Removes this person's reaction, if there is one. */
  unreact(message: APIMessage, emoji: string): void;
  /** Returns the messages of this channel, including ephemeral ones for this person. */
  messages(): APIMessage[];
}

export interface UploadOptions {
  /** Content type; by default, it follows from the file extension. */
  contentType?: string;
  /** Size that the attachment claims, if it should differ from the real size. */
  declaredSize?: number;
  /** URL that the attachment claims, if it should not be the playground's. */
  url?: string;
  /** Length of a voice message in seconds. */
  durationSecs?: number;
  waveform?: string;
}

/** A step in the life of an interaction, such as its acknowledgement or an edit of the reply. */
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
  /** Iterates over all steps from the first one, and waits for further ones without end. */
  [Symbol.asyncIterator](): AsyncIterator<ResponseStep>;
  /** Resolves to the first step: the acknowledgement, or `no-response` after 3 seconds. */
  acknowledged(): Promise<ResponseStep>;
  /** Resolves to the reply, or to the first edit after a deferral. Rejects on `no-response`. */
  reply(): Promise<APIMessage>;
  /**
   * Resolves to the first past or future state of the reply or of a follow-up for which `wanted` returns true.
   * Rejects with all steps so far on `no-response` or after `timeout` milliseconds of real time (default 20,000).
   */
  until(wanted: (message: APIMessage) => boolean, timeout?: number): Promise<APIMessage>;
  /** Resolves to the modal that the bot opens. */
  modal(): Promise<APIModalInteractionResponseCallbackData>;
  /** Resolves to the choices that the bot suggests for autocompletion. */
  choices(): Promise<APIApplicationCommandOptionChoice[]>;
  /** Current state of the reply; null before the reply, after its deletion, or while the bot "is thinking". */
  readonly original: APIMessage | null;
  readonly followUps: readonly APIMessage[];
  /** Whether only this person sees the reply; null until the interaction is acknowledged. */
  readonly ephemeral: boolean | null;
}
