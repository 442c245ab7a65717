import type { APIApplicationCommand, APIMessage, APIOverwrite, APIRole, APIUser } from 'discord-api-types/v10';
import type { PlaygroundEvent } from '../contract.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './file-store.ts';
import type { Interaction } from './interactions.ts';

/** Everything that the playground remembers. Plain data; the modules around it change it. */
export interface World {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: APIUser;
  readonly people: Map<string, Person>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** By channel, then by message id, oldest first. */
  readonly messages: Map<string, Map<string, StoredMessage>>;
  /** By guild id, or `GLOBAL`, then by command id. */
  readonly commands: Map<string, Map<string, APIApplicationCommand>>;
  /** When commands were created, by the same key: Discord counts them per day. */
  readonly commandCreates: Map<string, number[]>;
  readonly interactions: Map<string, Interaction>;
  readonly files: FileStore;
  /** Tells subscribers: the page, tests. */
  readonly announce: (event: PlaygroundEvent) => void;
  /** Sends an event to the bots that should hear of it; the gateway puts itself here. */
  dispatch: Dispatch;
}

export const GLOBAL = 'global';

export type Dispatch = (event: string, data: object, to: { guildId: string | null; intents: number }) => void;

export interface Person {
  readonly user: APIUser;
  readonly locale: string;
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
  /** null for a direct message. */
  readonly guildId: string | null;
  /** The person at the other end of a direct message. */
  readonly recipientId: string | null;
  readonly position: number;
  readonly overwrites: APIOverwrite[];
}

export interface StoredMessage {
  message: APIMessage;
  /** Ephemeral messages: the only person who sees it. */
  readonly visibleTo: string | null;
  /** Attachments that only an embed shows; Discord leaves them out of the message's list. */
  embedded: APIMessage['attachments'];
}
