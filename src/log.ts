import { destination, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** A log of JSON lines on stderr. What members write or upload is never logged above `debug`. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, redact: ['token', '*.token'] }, destination({ dest: 2, sync: true }));
}
