import type { Library } from './library.ts';
import type { SettingsStore } from './settings.ts';

/** The libraries of all guilds. Each guild has one library object, which is opened on first use. */
export interface Libraries {
  /**
   * Opens the library of a guild, which stays in memory for a while after its last use.
   * A library that is opened `briefly` stays in memory only as long as the caller refers to it.
   * @throws RangeError if `guildId` is not digits only
   */
  open(guildId: string, how?: { readonly briefly?: boolean }): Promise<Library>;
  /** The settings of each guild, which can be read without opening the guild's library. */
  readonly settings: SettingsStore;
  /** The guilds with a library that the bot has left. */
  readonly departures: Departures;
  /**
   * Erases the library and the settings of a guild, unless the bot is in the guild or has left it later than `before`.
   * Resolves to whether the guild's data were erased.
   */
  eraseIfLeft(guildId: string, before: Date): Promise<boolean>;
  /** Messages of the bot that have audio of members. */
  readonly messages: MessageLog;
  /**
   * Makes this process the only one that serves some shards of the bot. Waits while another process serves one of them, or
   * while the bot has another number of shards.
   * @throws the reason of the signal
   */
  takeShards(shards: ShardRange, signal: AbortSignal): Promise<ShardLease>;
  /** Returns the libraries that are in memory now. */
  loaded(): readonly Library[];
  /** Returns the ids of the guilds that have a library. */
  guilds(): Promise<readonly string[]>;
  /** Resolves to why the libraries cannot be used at the moment, in a few words for operators; null if they can. */
  unavailable(): Promise<string | null>;
  /** Waits for changes in progress, then releases the data folder. */
  close(): Promise<void>;
}

/** Some of the shards of the bot. A guild is on the shard `(id >> 22) % total`. */
export interface ShardRange {
  readonly shards: readonly number[];
  readonly total: number;
}

/** The right of this process to serve some shards, which another process takes if this one neither renews nor releases it. */
export interface ShardLease {
  /** Resolves to whether this process still has the right. True while that cannot be found out. */
  isHeld(): Promise<boolean>;
  /** Resolves once another process has taken the right. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

/** A record of the guilds that the bot has left, which survives a restart. */
export interface Departures {
  /** Notes that the bot has left a guild. Does nothing if that is noted already, or if the guild has no library. */
  note(guildId: string, at: Date): Promise<void>;
  /** Forgets the note, because the bot is in the guild again. */
  clear(guildId: string): Promise<void>;
  /** Returns when the bot left each of these guilds. Leaves out guilds whose folder cannot be read. */
  list(): Promise<ReadonlyMap<string, Date>>;
}

/** A message of the bot in a channel that has audio of a member as an attachment. */
export interface AudioMessage {
  readonly memberId: string;
  readonly channelId: string;
  readonly messageId: string;
}

/** The messages of the bot that have audio of members, so that a member can have them deleted. */
export interface MessageLog {
  /** Notes a message. Of each guild, some thousand of the newest messages are kept. */
  add(guildId: string, message: AudioMessage): Promise<void>;
  /** Returns the messages that have audio of a member, oldest first. */
  of(guildId: string, memberId: string): Promise<readonly AudioMessage[]>;
  /** Returns all messages of a guild, oldest first. */
  list(guildId: string): Promise<readonly AudioMessage[]>;
  /** Forgets messages, because they were deleted. */
  remove(guildId: string, messages: readonly AudioMessage[]): Promise<void>;
}

/** Log for messages to the operator; a pino logger fits. */
export interface StorageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
