import type { Embedding } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import type { Sketch } from '../engine/sketch.ts';
import type { Log } from '../log.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Libraries, NewSound } from '../storage/library.ts';
import type { GuildQueue } from './shared/guild-queue.ts';
import type { Recent } from './shared/lru-cache.ts';
import type { RateLimiter } from './shared/rate-limiter.ts';
import type { Archives } from './transfer/start-archives.ts';

/** A file as Discord describes it. */
export interface RemoteFile {
  readonly url: string;
  readonly name: string;
  /** Bytes, as declared. */
  readonly size: number;
}

/** What the operator lets each guild store. A guild's settings can only lower it. */
export interface HostLimits {
  readonly sounds: number;
  readonly bytes: number;
}

/** How far the download of the CLAP model is, in bytes. */
export interface ModelDownload {
  readonly received: number;
  readonly total: number | null;
}

/** What a search compares the library with. */
export interface SearchQuery {
  /** A file (first digits of its SHA-256), a stored sound (its id) or a text (first digits of its SHA-256). */
  readonly source: { readonly kind: 'file' | 'sound' | 'text'; readonly ref: string };
  /** In the member's words: a file's name, a label, or the text itself. */
  readonly subject: string;
  readonly embedding: Embedding;
  /** What the picture of a file is drawn from. */
  readonly sketch?: Sketch | null;
  /** The bytes of a file. */
  readonly audio?: Uint8Array;
}

/** A sound that has been analyzed and can be added to the library. */
export interface Addition {
  readonly label: string;
  readonly tags: readonly string[];
  readonly file: RemoteFile;
  readonly embedding: Embedding;
  readonly messageUrl: string | null;
}

/** Sounds that look like duplicates, until the member has decided whether to add them. */
export interface PendingAddition {
  readonly guildId: string;
  readonly userId: string;
  readonly additions: readonly Addition[];
  /** Whether the reply carries the sounds as files. */
  readonly attach: boolean;
}

/** A removed sound that can still be put back. */
export interface RemovedSound {
  readonly guildId: string;
  /** The member who removed it. */
  readonly userId: string;
  readonly sound: NewSound;
}

/** The answer that a message shows at present. */
export interface ShownAnswer {
  /** The edit that adds a picture to the answer, once it has been sent. */
  picture?: Promise<unknown>;
}

/** Something that a cancel button ends. */
export interface Cancellable {
  readonly userId: string;
  readonly abort: AbortController;
}

/** What all commands work with. */
export interface App {
  readonly limits: HostLimits;
  /** Milliseconds for which a reply can still be edited. */
  readonly answerMs: number;
  /** Returns null while nothing is being downloaded. */
  modelDownload(): ModelDownload | null;
  readonly engine: Engine;
  readonly libraries: Libraries;
  readonly log: Log;
  readonly rateLimiter: RateLimiter;
  /** Runs steps on a library that no other step may come between. They must not wait for a person. */
  readonly guildQueue: GuildQueue;
  /** Queries of recent searches, by guild and reference. */
  readonly queries: Recent<SearchQuery>;
  /** Sounds whose addition a member was asked about. */
  readonly pendingAdditions: Recent<PendingAddition>;
  /** Sounds that were removed within the last minute. */
  readonly removedSounds: Recent<RemovedSound>;
  /** What members may cancel. */
  readonly cancellable: Recent<Cancellable>;
  readonly pictures: Pictures;
  readonly archives: Omit<Archives, 'close'>;
  /** Sketches of stored sounds, by guild and sound. */
  readonly sketches: Recent<Sketch>;
  /** The answer that each message shows, so that a late picture does not cover a newer answer. */
  readonly shownAnswers: Recent<ShownAnswer>;
  /** @throws UserError if the file is too large, not on the allow-list, or gone */
  download(file: RemoteFile, signal?: AbortSignal): Promise<Uint8Array>;
}
