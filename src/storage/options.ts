/** What one guild may keep. */
export interface Limits {
  readonly sounds?: number;
  /** Bytes of kept originals, all together. */
  readonly bytes?: number;
}

/** Where storage reports what an operator should know; a pino logger fits. */
export interface StorageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
