import type { RESTOptions } from 'discord.js';

type Request = RESTOptions['makeRequest'];

/** Maximum duration of one try of a request with files: 20 MiB take 20 s at 1 MiB/s and 80 s at 2 Mbit/s. */
export const UPLOAD_MS = 120_000;
/** Maximum duration of one try of any other request, in milliseconds: the default of discord.js. */
export const REQUEST_MS = 15_000;

/** Error codes of Node.js and undici for a lost connection: no response can arrive, although the request was valid. */
const LOST = new Set<unknown>([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** A request without a response: the connection was lost, or the request took too long. */
export class RequestLost extends Error {
  override readonly name = 'RequestLost';
  /** The only error code that discord.js retries. It does not retry `UND_ERR_SOCKET`: discordjs/discord.js#11554. */
  readonly code = 'ECONNRESET';
  readonly isTimeout: boolean;

  constructor(message: string, { isTimeout = false, cause }: { isTimeout?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.isTimeout = isTimeout;
  }
}

/**
 * Returns a function that sends a request within a time limit.
 * @param limitMs limit for a request without files, in milliseconds
 * @returns a function that throws RequestLost if the connection is lost or the limit is exceeded
 */
export function timedRequest(request: Request, limitMs = REQUEST_MS): Request {
  return async (url, init) => {
    const controller = new AbortController();
    const abort = () => controller.abort();
    init.signal?.addEventListener('abort', abort);
    const timer = setTimeout(abort, init.body instanceof FormData ? UPLOAD_MS : limitMs);
    try {
      return await request(url, { ...init, signal: controller.signal });
    } catch (error) {
      // If discord.js has aborted the request, for example at its own time limit, its error is thrown unchanged.
      if (init.signal?.aborted) throw error;
      if (controller.signal.aborted)
        throw new RequestLost('Discord did not respond in time', { isTimeout: true, cause: error });
      if (error instanceof Error && 'code' in error && LOST.has(error.code))
        throw new RequestLost('the connection to Discord was lost', { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', abort);
    }
  };
}
