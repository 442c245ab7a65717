import type { App } from '../commands/app.ts';
import { createByteBudget } from '../commands/shared/byte-budget.ts';
import { createCaches } from '../commands/shared/caches.ts';
import type { OpenReplies } from '../commands/shared/open-replies.ts';
import { createRateLimiter } from '../commands/shared/rate-limiter.ts';
import { createTasks } from '../commands/shared/tasks.ts';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { removeFiles, type TemporaryFiles } from '../files/temporary-files.ts';
import { checkSize, download } from './download.ts';

/** What the app is made of, besides the configuration. */
interface AppParts
  extends Pick<
    App,
    | 'engine'
    | 'libraries'
    | 'log'
    | 'modelDownload'
    | 'answerMs'
    | 'pictures'
    | 'archives'
    | 'questions'
    | 'plays'
    | 'commandIds'
  > {
  readonly open: OpenReplies;
  readonly temporaryFiles: TemporaryFiles;
}

const MIB = 2 ** 20;
/** Disk space for downloaded and unpacked files: of all members, and of one. A form takes up to ten files of 25 MiB. */
const TEMPORARY = { total: 2048 * MIB, perMember: 512 * MIB };
/** Memory that one member may use for files: that of one request of the maximum size, or a quarter of all. */
const MEMBER_BYTES = 72 * MIB;
const MEMBER_SHARE = 1 / 4;
/** Requests of any kind that a member may send for each sound that may be analyzed at once, or within a minute. */
const REQUESTS_AT_ONCE = 5;
const REQUESTS_PER_MINUTE = 2;

/** Creates the components that all commands share, with their limits from the configuration. */
export function createApp(config: Config, { open, temporaryFiles, ...parts }: AppParts): App {
  const maxBytes = config.MAX_FILE_MB * MIB;
  const { filesInFlight, removedSounds } = config.memory;
  const options = { origins: config.ATTACHMENT_ORIGINS, maxBytes, timeoutMs: config.DOWNLOAD_SECONDS * 1000 };
  return {
    ...parts,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * MIB },
    privacy: { graceDays: config.GRACE_DAYS, policyUrl: config.PRIVACY_URL ?? null },
    tasks: createTasks({ answerMs: parts.answerMs, openReplies: open }),
    rateLimiter: createRateLimiter({ atOnce: config.MAX_JOBS_PER_MEMBER, perMinute: config.MAX_SOUNDS_PER_MINUTE }),
    requestLimiter: createRateLimiter(
      {
        atOnce: REQUESTS_AT_ONCE * config.MAX_JOBS_PER_MEMBER,
        perMinute: REQUESTS_PER_MINUTE * config.MAX_SOUNDS_PER_MINUTE,
      },
      {
        atOnce: (requests) => new UserError({ code: 'tooManyRequests', requests }),
        perMinute: (_, seconds) => new UserError({ code: 'requestsTooFast', seconds }),
      },
    ),
    exportLimiter: createRateLimiter(
      { atOnce: 1, perMinute: Number.POSITIVE_INFINITY },
      {
        atOnce: () => new UserError({ code: 'exportRunning' }),
        perMinute: () => new UserError({ code: 'exportRunning' }),
      },
    ),
    boardLimiter: createRateLimiter(
      { atOnce: 1, perMinute: Number.POSITIVE_INFINITY },
      { atOnce: () => new UserError({ code: 'boardBusy' }), perMinute: () => new UserError({ code: 'boardBusy' }) },
    ),
    memory: createByteBudget({ total: filesInFlight, perMember: Math.max(filesInFlight * MEMBER_SHARE, MEMBER_BYTES) }),
    disk: createByteBudget({ ...TEMPORARY, small: maxBytes }),
    ...createCaches(removedSounds),
    async download(remote, { signal, onEnd }) {
      checkSize(remote.size, maxBytes);
      const saved = await temporaryFiles.write((file) => download(remote.url, { ...options, signal, file }));
      onEnd(() => removeFiles(saved.path));
      return saved;
    },
  };
}
