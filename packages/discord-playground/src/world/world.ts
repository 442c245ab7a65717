import type {
  APIApplicationCommand,
  APIMessage,
  APIMessageInteractionMetadata,
  APIOverwrite,
  APIRole,
  APIUser,
  ChannelType,
  InteractionType,
} from 'discord-api-types/v10';
import type { PlaygroundEvent, ResponseStep } from '../contract.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './file-store.ts';

/** The whole state of a playground, as plain data. Other modules of the playground change this data. */
export interface World {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: APIUser;
  readonly people: Map<string, Person>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** Messages by channel id and message id, oldest first. */
  readonly messages: Map<string, Map<string, StoredMessage>>;
  /** Commands by scope and command id. A scope is a guild id or `GLOBAL`. */
  readonly commands: Map<string, Map<string, APIApplicationCommand>>;
  /** Times at which commands were created, by scope. Discord limits how many commands a bot may create in a day. */
  readonly commandCreates: Map<string, number[]>;
  readonly interactions: Map<string, Interaction>;
  readonly files: FileStore;
  /** Sends an event to the subscribers of the playground, such as the page. */
  readonly announce: (event: PlaygroundEvent) => void;
  /** Sends an event to the connected bots. The gateway sets this function. */
  dispatch: Dispatch;
}

export const GLOBAL = 'global';

export type Dispatch = (event: string, data: object, to: { guildId: string | null; intents: number }) => void;

export interface Person {
  readonly user: APIUser;
  readonly locale: string;
  /** Maximum size of a file that this person may upload, in bytes; 0 if the limit of the guild applies. */
  readonly uploadLimit: number;
  readonly acceptsDirectMessages: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  premiumTier: number;
  readonly joinedAt: string;
  readonly roles: Map<string, APIRole>;
  readonly members: Map<string, GuildMember>;
  readonly channelIds: string[];
  /** Sounds of the soundboard by id, oldest first. */
  readonly soundboard: Map<string, BoardSound>;
}

/** A sound of a guild's soundboard. Its file never changes. */
export interface BoardSound {
  readonly id: string;
  readonly name: string;
  /** Volume from 0 to 1. */
  readonly volume: number;
  /** Id of a custom emoji; null if the sound has none. */
  readonly emojiId: string | null;
  /** A standard emoji; null if the sound has none. */
  readonly emojiName: string | null;
  /** Id of the person or bot that created the sound. */
  readonly userId: string;
  readonly file: SoundFile;
}

export interface SoundFile {
  readonly bytes: Uint8Array;
  readonly contentType: 'audio/mpeg' | 'audio/ogg';
}

export interface GuildMember {
  readonly userId: string;
  readonly roles: string[];
  readonly joinedAt: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Id of the guild that the channel belongs to; null for a channel of direct messages. */
  readonly guildId: string | null;
  /** Id of the person who exchanges direct messages with the bot; null for a channel of a guild. */
  readonly recipientId: string | null;
  readonly position: number;
  /** Permission overwrites of the channel; for a thread, those of the parent channel. */
  readonly overwrites: APIOverwrite[];
  readonly thread: Thread | null;
}

export interface Thread {
  readonly type: ChannelType.PublicThread | ChannelType.PrivateThread;
  readonly parentId: string;
  readonly ownerId: string;
  readonly autoArchiveMinutes: number;
  readonly createdAt: number;
  readonly memberIds: Set<string>;
}

export interface StoredMessage {
  message: APIMessage;
  /** Id of the only person who sees an ephemeral message; null if everybody sees the message. */
  readonly visibleTo: string | null;
  /** Attachments that only an embed shows. Discord does not list them in the message. */
  embedded: APIMessage['attachments'];
  /** Ids of the users who reacted to the message, by emoji. */
  readonly reactions: Map<string, Set<string>>;
}

/** State of an interaction: a command, a use of a component or a submitted modal. Stored while its token is valid. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channel: Channel;
  readonly createdAt: number;
  /** Value of `interaction_metadata` in the messages that answer this interaction. */
  readonly metadata: APIMessageInteractionMetadata;
  /** Name of the command, for the deprecated property `interaction` of messages; null for components and modals. */
  readonly commandName: string | null;
  /** The message whose component was used; null for commands. */
  readonly source: StoredMessage | null;
  /**
   * How far the bot's response to this interaction has come.
   * - `waiting`: the bot has not responded yet, and still has time to do so.
   * - `expired`: the bot did not respond in time, and can no longer respond.
   * - `answered`: the bot responded with a message or with an edit of a message, or announced one of these.
   * - `silent`: the bot responded without a message, for example with a modal or with choices for an option.
   */
  status: 'waiting' | 'expired' | 'answered' | 'silent';
  /** Message of the bot's first response: a new message, or the message whose component was used; null if none. */
  original: StoredMessage | null;
  ephemeral: boolean | null;
  readonly followUps: StoredMessage[];
  readonly steps: ResponseStep[];
  readonly listeners: Set<() => void>;
}
