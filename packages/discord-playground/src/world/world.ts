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

/** The whole state of a playground, as plain data that other modules change. */
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
  /** Times at which commands were created, by scope: Discord limits the number of new commands a day. */
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
  /** Maximum size of a file that this person may upload, in bytes; 0 for the limit of the guild. */
  readonly uploadLimit: number;
  readonly acceptsDirectMessages: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly premiumTier: number;
  readonly joinedAt: string;
  readonly roles: Map<string, APIRole>;
  readonly members: Map<string, GuildMember>;
  readonly channelIds: string[];
}

export interface GuildMember {
  readonly userId: string;
  readonly roles: string[];
  readonly joinedAt: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Id of the guild; null for direct messages. */
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

/** State of an interaction, stored as long as the token of the interaction is valid. */
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
  /** `waiting` before the callback, `expired` if the callback was too late, `silent` after a modal or choices. */
  status: 'waiting' | 'expired' | 'answered' | 'silent';
  /** The original response: a new message, or the message whose component was used. */
  original: StoredMessage | null;
  ephemeral: boolean | null;
  readonly followUps: StoredMessage[];
  readonly steps: ResponseStep[];
  readonly listeners: Set<() => void>;
}
