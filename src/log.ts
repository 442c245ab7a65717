import { destination, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Creates a log of JSON lines on stderr. Only `debug` and `trace` lines may contain texts or files of members. */
export function createLog(level: string): Logger {
  const serializers = { err: describe };
  return pino({ level, base: null, redact: ['token', '*.token'], serializers }, destination({ dest: 2, sync: true }));
}

/**
 * Returns the fields of an error to log. All other fields are omitted, because a DiscordAPIError contains the whole
 * request: the file that was sent, and the token of the interaction in the URL.
 */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const details = ['code', 'status', 'method', 'kind'].map((key) => [key, Reflect.get(error, key)] as const);
  return {
    name,
    message,
    stack,
    ...Object.fromEntries(details.filter(([, value]) => value !== undefined)),
    ...(cause !== undefined && { cause: describe(cause) }),
  };
}
