/** The latest of something, by key; what was used longest ago makes room. */
export interface Recent<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  deleteWhere(matches: (value: T) => boolean): void;
}

export interface RecentOptions<T> {
  /** What one takes of the room; default 1. */
  readonly sizeOf?: (value: T) => number;
  /** Milliseconds after which one is let go, used or not. */
  readonly keptMs?: number;
}

/** @param room for so many, or for so much as `sizeOf` adds up to */
export function createRecent<T>(room: number, { sizeOf = () => 1, keptMs }: RecentOptions<T> = {}): Recent<T> {
  const kept = new Map<string, { readonly value: T; readonly timer: NodeJS.Timeout | undefined }>();
  let taken = 0;
  const drop = (key: string) => {
    const entry = kept.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    kept.delete(key);
    taken -= sizeOf(entry.value);
  };
  return {
    get(key) {
      const entry = kept.get(key);
      if (!entry) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      drop(key);
      const timer = keptMs === undefined ? undefined : setTimeout(drop, keptMs, key).unref();
      kept.set(key, { value, timer });
      taken += sizeOf(value);
      for (const oldest of kept.keys()) {
        if (taken <= room) break;
        drop(oldest);
      }
    },
    delete: drop,
    deleteWhere(matches) {
      for (const [key, { value }] of kept) if (matches(value)) drop(key);
    },
  };
}
