import type { LRUCache } from 'lru-cache';
import type { Embedding } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import type { Descriptors, FindQuery, Fingerprint, SearchData, SearchKind } from '../engine/index.ts';
import type { PlayableCopy } from '../engine/playback/make-copy.ts';
import type { Sketch } from '../engine/sketch.ts';
import type { Messages } from '../i18n/index.ts';
import type { Log } from '../log.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Libraries } from '../storage/libraries.ts';
import type { AudioFile, Library, NewSound } from '../storage/library.ts';
import type { Settings } from '../storage/settings.ts';
import type { ByteBudget } from './shared/byte-budget.ts';
import type { CommandIds } from './shared/command-mentions.ts';
import type { PlayCounts } from './shared/play-counts.ts';
import type { DuplicatesQuestion, FilesQuestion, Questions } from './shared/questions.ts';
import type { RateLimiter } from './shared/rate-limiter.ts';
import type { Task, Tasks } from './shared/tasks.ts';
import type { Archives } from './transfer/start-archives.ts';

/** The data of an attachment that Discord sends, before its download. */
export interface RemoteFile {
  readonly url: string;
  readonly name: string;
  /** Size in bytes, as Discord declares it. */
  readonly size: number;
}

/** Maximum number of sounds and bytes that each guild may store. The settings of a guild can only lower them. */
export interface HostLimits {
  readonly sounds: number;
  readonly bytes: number;
}

/** What `/help` says about the data of members. */
export interface PrivacyInfo {
  /** Days for which a library is kept after the bot has left its server. */
  readonly graceDays: number;
  /** Address of the host's privacy policy; null if there is none. */
  readonly policyUrl: string | null;
}

/** Progress of the download of the CLAP model, in bytes. `total` is null if the size is unknown. */
export interface ModelDownload {
  readonly received: number;
  readonly total: number | null;
}

/** The sound or text that a search compares with the sounds of the library. */
export interface SearchQuery {
  /** `ref` is the id of a stored sound, or the first hex digits of the SHA-256 of a file or a text. */
  readonly source: { readonly kind: 'file' | 'sound' | 'text'; readonly ref: string };
  /** Name of the query for members: the name of the file, the label of the sound, or the text itself. */
  readonly subject: string;
  readonly embedding: Embedding;
  /** Data for a picture of the query, if the query is a file. */
  readonly sketch?: Sketch | null;
  /** Levels of bands, from which the closest part is computed, if the query is a file. */
  readonly levels?: Uint8Array | null;
  /** Fingerprint of the query, if it is a file. */
  readonly fingerprint?: Fingerprint | null;
  /** The sound prepared for searches by tune, beat or part, as far as it was searched by them. */
  readonly prepared?: Partial<Readonly<Record<SearchKind, FindQuery>>>;
  /** The kind of search for which the query is plainly meant, if it is a file: by tune for a hum, by beat for a beat. */
  readonly suggested?: 'tune' | 'beat' | null;
  /** The file on the disk, if the query is a file. It exists until the task ends. */
  readonly audio?: AudioFile;
  /** Ids of stored sounds that are the same recording as the file, if the query is a file. */
  readonly copies?: readonly string[];
  /** Descriptors of the query, if it is a sound and they are known. */
  readonly descriptors?: Descriptors | null;
}

/** The results of an analysis by which a sound is compared. */
export interface Analysis {
  readonly embedding: Embedding;
  readonly fingerprint: Fingerprint | null;
  readonly descriptors: Descriptors | null;
  /** Data to find the sound by tune, beat and part; null if they are not known. */
  readonly searchData: SearchData | null;
}

/** A sound that can be added to the library, before its analysis. */
export type UnanalyzedAddition = DuplicatesQuestion['additions'][number];

/** A sound that has been analyzed and can be added to the library. */
export interface Addition extends UnanalyzedAddition, Analysis {}

/** Files that a member adds. */
export type FilesToAdd = Pick<FilesQuestion, 'files' | 'label' | 'tags' | 'source'>;

/** A change of many sounds that a member is asked to confirm. */
export interface PendingChange {
  readonly guildId: string;
  readonly userId: string;
  readonly ids: readonly string[];
  /** Tags to add to the sounds, and to remove from them; none of both if the sounds are to be removed. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** A removed sound that a member can still restore. */
export interface RemovedSound {
  readonly guildId: string;
  readonly userId: string;
  readonly sound: NewSound & {
    readonly audio: Uint8Array;
    readonly fingerprint: Fingerprint | null;
    readonly descriptors: Descriptors | null;
  };
}

/** A sound on the soundboard of a server. */
export interface BoardEntry {
  readonly id: string;
  readonly name: string;
  /** Standard emoji and id of a custom emoji; null if the sound has none. */
  readonly emoji: string | null;
  readonly emojiId: string | null;
  /** Volume from 0 to 1. */
  readonly volume: number;
  /** The member who added the sound; null if Discord does not tell the bot. */
  readonly addedBy: { readonly id: string; readonly name: string } | null;
  readonly url: string;
  readonly available: boolean;
}

/** What is known about the file of a sound on a soundboard. */
export interface BoardAnalysis {
  readonly embedding: Embedding;
  readonly fingerprint: Fingerprint | null;
  readonly levels: Pick<Descriptors, 'lufs' | 'truePeakDb' | 'clipped' | 'silenceStart'>;
  /** Number of frames whose samples crowd near full scale. */
  readonly crowded: number;
}

/** The current answer in a message of the bot. A press of a button can replace it. */
export interface ShownAnswer {
  /** The request that adds a picture to the answer; undefined until the request is sent. */
  picture?: Promise<unknown>;
}

/** The components and caches that all commands share. */
export interface App {
  readonly limits: HostLimits;
  readonly privacy: PrivacyInfo;
  /** Returns the progress of the download of the CLAP model; null if no download is running. */
  modelDownload(): ModelDownload | null;
  readonly engine: Engine;
  readonly libraries: Libraries;
  readonly log: Log;
  readonly tasks: Tasks;
  /** Milliseconds after a command during which its reply can be edited. */
  readonly answerMs: number;
  readonly rateLimiter: RateLimiter;
  /** Limits the requests of a member that run at once or begin within a minute, whatever they do. */
  readonly requestLimiter: RateLimiter;
  /** Limits each server to one export at a time. */
  readonly exportLimiter: RateLimiter;
  /** Limits each server to one change of its soundboard at a time. */
  readonly boardLimiter: RateLimiter;
  /** Limits the memory for files that are read, packed or sent. */
  readonly memory: ByteBudget;
  /** Limits the disk space for downloaded and unpacked files. */
  readonly disk: ByteBudget;
  readonly pictures: Pictures;
  /** Ids of the registered commands, for mentions in texts. */
  readonly commandIds: CommandIds;
  readonly archives: Omit<Archives, 'close'>;
  /** How often sounds were played. */
  readonly plays: Pick<PlayCounts, 'add'>;
  /** Queries of recent searches, by guild and `source`. */
  readonly queries: LRUCache<string, SearchQuery>;
  /** Questions of `/add` that wait for an answer. */
  readonly questions: Questions;
  /** Analyses of the sounds of these questions, by the hash of the file. They are lost at a restart. */
  readonly analyses: LRUCache<string, Analysis>;
  /** Changes of many sounds that wait for a confirmation, by the key in the custom id of the button. */
  readonly pendingChanges: LRUCache<string, PendingChange>;
  /** Sounds removed within the last minute, by the key in the custom id of the undo button. */
  readonly removedSounds: LRUCache<string, RemovedSound>;
  /** Sketches of stored sounds, by guild id and sound id. */
  readonly sketches: LRUCache<string, Sketch>;
  /** Copies of stored sounds for playing, by guild id, sound id, and whether the copy is leveled. */
  readonly copies: LRUCache<string, PlayableCopy>;
  /** Sounds on the soundboards of servers, by guild id, until the soundboard changes. */
  readonly boards: LRUCache<string, readonly BoardEntry[]>;
  /** Analyses of the sounds of soundboards, by sound id. The file of a sound never changes. */
  readonly boardAnalyses: LRUCache<string, BoardAnalysis>;
  /** The current answer of each message, by message id. Prevents a late picture from being added to a newer answer. */
  readonly shownAnswers: LRUCache<string, ShownAnswer>;
  /**
   * Downloads a file to the disk, where it exists until the task ends.
   * @throws UserError if the file is too large, deleted, or not from an allowed origin; `signal.reason` on abort
   */
  download(file: RemoteFile, task: Pick<Task, 'signal' | 'onEnd'>): Promise<AudioFile>;
}

/** The data that the router prepares for one interaction and passes to a hook of the command. */
export interface RequestContext {
  readonly app: App;
  /** The texts of the bot in the language in which the member uses Discord. */
  readonly t: Messages;
  /** The server's settings at the time when the interaction arrived. */
  readonly settings: Settings;
  readonly task: Task;
  /** Log that adds the ids of the request, the interaction and the guild to each line. */
  readonly log: Log;
  readonly guildId: string;
  readonly memberId: string;
  /** Opens the server's library. Opening can take longer than Discord waits, so acknowledge the interaction first. */
  library(): Promise<Library>;
}
