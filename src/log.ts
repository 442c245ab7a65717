import { destination, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Maximum number of bytes of log lines to keep while they cannot be written. */
const MAX_KEPT_BYTES = 2 ** 20;

export interface LogOutput {
  write(line: string): void;
  /** Why the last line could not be written; null if it was written. */
  readonly problem: string | null;
}

/** Creates the output of a log on stderr. Lines that cannot be written, as on a full disk, are kept for a while. */
export function createLogOutput(): LogOutput {
  const stream = destination({ dest: 2, sync: true, maxLength: MAX_KEPT_BYTES });
  let problem: string | null = null;
  // Without a listener, the error would be an uncaught exception, whose log line would throw the next error.
  stream.on('error', (error: Error) => {
    problem = error.message;
  });
  stream.on('write', () => {
    problem = null;
  });
  return {
    write: (line) => void stream.write(line),
    get problem() {
      return problem;
    },
  };
}

/** Creates a log of JSON lines. Only `debug` and `trace` lines may contain texts or files of members. */
export function createLog(level: string, output: LogOutput = createLogOutput()): Logger {
  const serializers = { err: describe };
  return pino({ level, base: null, redact: ['token', '*.token'], serializers }, output);
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
