import { destination, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** A log of JSON lines on stderr. What members write or upload is never logged above `debug`. */
export function createLog(level: string): Logger {
  const serializers = { err: describe };
  return pino({ level, base: null, redact: ['token', '*.token'], serializers }, destination({ dest: 2, sync: true }));
}

/**
 * What of an error goes into the log. Only known fields: a DiscordAPIError carries the whole request, with the file that
 * was sent and, in its address, the token of the interaction.
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
