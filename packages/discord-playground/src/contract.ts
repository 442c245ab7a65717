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
  /** Port on 127.0.0.1; default any free one. */
  port?: number;
  /** Token that the bot must identify with; default one made up from the application's id. */
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
  /** Serves everything that is not Discord's: the browser page. `Host` and `Origin` have been checked. */
  page?: RequestHandlers['page'];
  /** WebSockets of the page's own, by path. */
  sockets?: RequestHandlers['sockets'];
}

/** Intents that Discord grants to an application only on request. */
export type PrivilegedIntent = 'GuildMembers' | 'GuildPresences' | 'MessageContent';

/** A Discord on loopback: what a discord.js client needs to log in and work, and people who use it. */
export interface Playground {
  /** For `rest.api` and DISCORD_API_URL: `http://127.0.0.1:PORT/api`. */
  readonly apiUrl: string;
  /** For ATTACHMENT_ORIGINS: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly token: string;
  readonly applicationId: string;
  readonly botName: string;
  readonly guilds: readonly GuildView[];
  /** Bodies that Discord would have refused, oldest first. */
  readonly violations: readonly Violation[];
  /** The latest REST requests (10,000), oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly gateway: GatewayControls;
  /** A person in a guild (name or id; default the first guild), in that guild's first channel. */
  member(name: string, guild?: string): Member;
  /** The same person in a direct message with the bot. */
  directMessage(name: string): Member;
  /** The registered commands as the application stored them; with a guild id, that guild's own. */
  commands(guildId?: string): APIApplicationCommand[];
  /** The messages of a channel that everybody sees, oldest first. */
  messages(channelId: string): APIMessage[];
  /** Resolves once a bot has been sent READY and its guilds; at once if one is connected. */
  connected(): Promise<void>;
  /** Resolves once a command with that name is registered. */
  registered(commandName: string): Promise<void>;
  /** Makes the next matching REST requests fail. Returns a function that calls the rest of the storm off. */
  inject(fault: Fault): () => void;
  /** Hears of everything that happens: messages, interactions, uploads, commands. Returns the unsubscriber. */
  subscribe(listener: (event: PlaygroundEvent) => void): () => void;
  close(): Promise<void>;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** Those that people can be given: without everyone's, and without the bot's own. */
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly APIUser[];
}

export interface Violation {
  /** `published description`, `limit`, `permission`; `answer` is the playground's own fault. */
  rule: string;
  method: string;
  /** The path with its ids, e.g. `/interactions/1/x/callback`. */
  path: string;
  /** What is wrong and where, one line each. */
  problems: string[];
  body: unknown;
}

export interface RequestRecord {
  method: string;
  path: string;
  status: number;
  /** The parsed JSON body, if there was one. */
  body: unknown;
}

export interface Fault {
  /** 429 or 5xx; `0` drops the connection without an answer. */
  status: number;
  /** Default: every method and path. The path is without `/api/v10`. */
  method?: string;
  path?: RegExp;
  /** How many requests are hit; default 1. */
  times?: number;
  /** Seconds, for 429; default 0.05. */
  retryAfter?: number;
  /** A 429 for the whole application and not one route. */
  global?: boolean;
}

export interface GatewayControls {
  /** Sockets that are open now. */
  readonly connections: number;
  /** How often bots have identified and resumed so far. */
  readonly identifies: number;
  readonly resumes: number;
  /** Cuts every socket without a closing handshake. */
  drop(): void;
  /** Closes every socket with a code, such as 4004: the token does not work any more. */
  end(code: number): void;
  /** Asks every bot to reconnect and resume (opcode 7). */
  reconnect(): void;
  /** Tells every bot that its session is over (opcode 9); `resumable` asks it to try again with the same one. */
  invalidate(resumable: boolean): void;
}

/** Something of one kind that happened; the browser's page is drawn from these. */
export type PlaygroundEvent =
  | { type: 'message'; action: 'create' | 'update'; message: APIMessage; visibleTo: string | null }
  | { type: 'message'; action: 'delete'; channelId: string; messageId: string }
  | { type: 'interaction'; id: string; userId: string; step: ResponseStep }
  | { type: 'commands'; guildId: string | null; commands: APIApplicationCommand[] }
  | { type: 'violation'; violation: Violation }
  | { type: 'gateway'; connections: number };

export type CommandValue = string | number | boolean | APIAttachment;

/** A person who uses the bot, at one place. All of it happens in memory: nothing here waits for the bot. */
export interface Member {
  readonly user: APIUser;
  readonly guildId: string | null;
  readonly channelId: string;
  /** The same person in another channel of the guild (name or id). */
  in(channel: string): Member;
  /** Uploads a file as the Discord client does before a command is sent. */
  upload(name: string, bytes: Uint8Array, options?: UploadOptions): APIAttachment;
  /** The commands that Discord's picker shows this person here. */
  commands(): APIApplicationCommand[];
  /**
   * Sends a slash command. `name` may hold a group and subcommand: `library stats`.
   * Throws where Discord's own client would not let the person send it: hidden or unknown command, unknown or missing
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
  /** The messages in this channel as this person sees them: with their own ephemeral ones. */
  messages(): APIMessage[];
}

export interface UploadOptions {
  /** Default: from the name's extension. */
  contentType?: string;
  /** What Discord says that the size is, if it is to differ from the truth. */
  declaredSize?: number;
  /** Another address than the playground's own. */
  url?: string;
  /** Voice messages: seconds, and up to 256 levels as base64. */
  durationSecs?: number;
  waveform?: string;
}

/** One thing that happened to an interaction, in order. */
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

/** An interaction on its way through the bot, as the person who started it sees it. */
export interface Invocation {
  readonly id: string;
  readonly token: string;
  /** Everything so far, oldest first. */
  readonly steps: readonly ResponseStep[];
  /** Everything, from the first step on; ends only when the playground closes. */
  [Symbol.asyncIterator](): AsyncIterator<ResponseStep>;
  /** The first step: the acknowledgement, or `no-response` after 3 seconds. */
  acknowledged(): Promise<ResponseStep>;
  /** The first real message: the reply, or the first edit after a deferral. Rejects on `no-response`. */
  reply(): Promise<APIMessage>;
  /**
   * The first state of the original response or of a follow-up that satisfies `wanted`, past states included.
   * Rejects, saying what was seen, on `no-response` or after `timeout` milliseconds of real time (default 20,000).
   */
  until(wanted: (message: APIMessage) => boolean, timeout?: number): Promise<APIMessage>;
  /** The modal that the bot opened. */
  modal(): Promise<APIModalInteractionResponseCallbackData>;
  /** What the bot offers for autocompletion. */
  choices(): Promise<APIApplicationCommandOptionChoice[]>;
  /** The original response as it is now; null before the first, after a deletion, or while it "is thinking". */
  readonly original: APIMessage | null;
  readonly followUps: readonly APIMessage[];
  /** Whether the original response is for this person only; null until acknowledged. */
  readonly ephemeral: boolean | null;
}
