/** RateLimiter one stored sound of a schema version into that of the next. */
export type Migration = (stored: unknown) => unknown;

/**
 * The first leads from schema version 1 to 2, the next from 2 to 3, and so on. A file is migrated as it is read and
 * is written in the current version when it next changes. Never change one that was released; add another.
 */
export const MIGRATIONS: readonly Migration[] = [];
