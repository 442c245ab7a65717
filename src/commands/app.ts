import type { LRUCache } from 'lru-cache';
import type { Embedding } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import type { Sketch } from '../engine/sketch.ts';
import type { Messages } from '../i18n/index.ts';
import type { Log } from '../log.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Libraries, Library, NewSound } from '../storage/library.ts';
import type { Settings } from '../storage/settings.ts';
import type { RateLimiter } from './shared/rate-limiter.ts';
import type { Task, Tasks } from './shared/tasks.ts';
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
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  /** Address of the message that the sound comes from, if there is one. */
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

/** What all commands work with. */
export interface App {
  readonly limits: HostLimits;
  /** Returns null while nothing is being downloaded. */
  modelDownload(): ModelDownload | null;
  readonly engine: Engine;
  readonly libraries: Libraries;
  readonly log: Log;
  readonly tasks: Tasks;
  /** Milliseconds for which a reply can still be edited. */
  readonly answerMs: number;
  readonly rateLimiter: RateLimiter;
  readonly pictures: Pictures;
  readonly archives: Omit<Archives, 'close'>;
  /** Queries of recent searches, by guild and source. */
  readonly queries: LRUCache<string, SearchQuery>;
  /** Sounds whose addition a member has been asked about, by the key in the custom ids of the buttons. */
  readonly pendingAdditions: LRUCache<string, PendingAddition>;
  /** Sounds that were removed within the last minute, by the key in the custom id of the button. */
  readonly removedSounds: LRUCache<string, RemovedSound>;
  /** Sketches of stored sounds, by guild and sound. */
  readonly sketches: LRUCache<string, Sketch>;
  /** The answer that each message shows, by message, so that a late picture does not cover a newer answer. */
  readonly shownAnswers: LRUCache<string, ShownAnswer>;
  /** @throws UserError if the file is too large, not on the allow-list, or gone; the signal's reason if it aborts */
  download(file: RemoteFile, signal: AbortSignal): Promise<Uint8Array>;
}

/** What the router prepares for one interaction and passes to the command's hook. */
export interface RequestContext {
  readonly app: App;
  /** All texts, in the language in which the member uses Discord. */
  readonly t: Messages;
  /** The server's settings at the time when the interaction arrived. */
  readonly settings: Settings;
  readonly task: Task;
  /** Adds the ids of the request and the interaction to each line. */
  readonly log: Log;
  readonly guildId: string;
  readonly memberId: string;
  /** Opens the server's library, which can take a while: acknowledge the interaction first. */
  library(): Promise<Library>;
}
