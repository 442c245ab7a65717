import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Engine } from '../engine/engine.ts';
import type { Sketch } from '../engine/sketch.ts';
import type { Log } from '../log.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Libraries } from '../storage/library.ts';
import type { Offer } from './add/duplicate-prompt.ts';
import type { Removed } from './library/remove.ts';
import type { Asked } from './search/query.ts';
import type { Latest } from './shared/attach-picture.ts';
import type { Recent } from './shared/lru-cache.ts';
import type { RateLimiter } from './shared/rate-limiter.ts';
import type { Cancellable } from './shared/tasks.ts';
import type { Archives } from './transfer/start-archives.ts';

type InGuild = 'cached' | 'raw';
export type Slash = ChatInputCommandInteraction<InGuild>;
export type OnMessage = MessageContextMenuCommandInteraction<InGuild>;
export type Typing = AutocompleteInteraction<InGuild>;
export type Component = MessageComponentInteraction<InGuild>;
export type Modal = ModalSubmitInteraction<InGuild>;

/** One command: how Discord knows it, and its hooks. A hook throws UserError; the router tells the member. */
export interface Command {
  readonly data: RESTPostAPIApplicationCommandsJSONBody;
  /** Whether it adds sounds, which a server's settings may leave to some roles. */
  readonly adds?: true;
  /** Whether it can be used in every channel by everyone, whatever the settings say. */
  readonly anywhere?: true;
  /** A slash command was sent. */
  run?(interaction: Slash, app: App): Promise<void>;
  /** The command was chosen from a message's menu. */
  runOnMessage?(interaction: OnMessage, app: App): Promise<void>;
  /** A member types into an option with autocomplete. */
  autocomplete?(interaction: Typing, app: App): Promise<void>;
  /** A button or menu whose custom id starts with the command's name and a colon. */
  component?(interaction: Component, app: App): Promise<void>;
  /** A modal with such a custom id was sent. */
  modal?(interaction: Modal, app: App): Promise<void>;
}

/** A file as Discord describes it. */
export interface RemoteFile {
  readonly url: string;
  readonly name: string;
  /** Bytes, as declared. */
  readonly size: number;
}

/** What whoever runs the bot lets each guild keep, which a guild's settings can only lower. */
export interface HostLimits {
  readonly sounds: number;
  readonly bytes: number;
}

/** How far the download of the CLAP model is, in bytes. */
export interface ModelDownload {
  readonly received: number;
  readonly total: number | null;
}

/** All that commands work with. */
export interface App {
  readonly limits: HostLimits;
  /** Milliseconds for which a reply can still be edited. */
  readonly answerMs: number;
  /** Null while nothing is downloaded. */
  modelDownload(): ModelDownload | null;
  readonly engine: Engine;
  readonly libraries: Libraries;
  readonly log: Log;
  readonly rateLimiter: RateLimiter;
  /** What was searched with of late, by guild and reference. */
  readonly queries: Recent<Asked>;
  /** What members were asked whether to add. */
  readonly offers: Recent<Offer>;
  /** What was taken out of late and may be put back. */
  readonly removed: Recent<Removed>;
  /** What members may cancel. */
  readonly cancellable: Recent<Cancellable>;
  readonly pictures: Pictures;
  readonly archives: Omit<Archives, 'close'>;
  /** What pictures of stored sounds are drawn from, by guild and sound. */
  readonly sketches: Recent<Sketch>;
  /** Each message's latest answer, so that no late picture covers a newer one. */
  readonly latest: Recent<Latest>;
  /** @throws UserError where the file is too large, not on the allow-list, or gone. */
  download(file: RemoteFile, signal?: AbortSignal): Promise<Uint8Array>;
}
