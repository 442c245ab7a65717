/**
 * Cache of values that are costly to load, with at most one live value per key.
 * If a value leaves the cache while a caller still refers to it, a weak reference finds the value again. A plain LRU
 * cache would load a second copy, and two live copies of a library would overwrite each other's changes.
 */
export interface WeakCache<T> {
  /**
   * Returns the value of a key, loaded at most once. The value is evicted after a time without a `get`.
   * With `briefly`, the cache drops the value after loading, unless another `get` without `briefly` asks for it.
   */
  get(key: string, how?: { readonly briefly?: boolean }): Promise<T>;
  loaded(): T[];
  /** Drops the value of a key, so that the next `get` loads it again although a caller may still refer to it. */
  drop(key: string): void;
  /** Stops the eviction timer; resolves once no value is being loaded. */
  close(): Promise<void>;
}

interface Slot<T extends object> {
  /** Promise of the value; undefined after the value was evicted. */
  strong: Promise<T> | undefined;
  /** Weak reference to the value, which works while a caller uses the value; undefined during loading. */
  weak: WeakRef<T> | undefined;
  keep: boolean;
  usedAt: number;
}

/**
 * Creates an empty cache.
 * @param load loads the value of a key; a failure is not cached
 * @param idleMs time in milliseconds without a `get` after which a value is evicted
 */
export function createWeakCache<T extends object>(load: (key: string) => Promise<T>, idleMs: number): WeakCache<T> {
  const slots = new Map<string, Slot<T>>();

  const fill = (key: string, keep: boolean) => {
    const loading = load(key);
    const slot: Slot<T> = { strong: loading, weak: undefined, keep, usedAt: performance.now() };
    slots.set(key, slot);
    loading.then(
      (value) => {
        slot.weak = new WeakRef(value);
        if (!slot.keep) slot.strong = undefined;
      },
      () => slots.delete(key),
    );
    return loading;
  };
  const evictIdle = () => {
    for (const [key, slot] of slots) {
      if (!slot.weak || performance.now() - slot.usedAt < idleMs) continue;
      slot.strong = undefined;
      if (!slot.weak.deref()) slots.delete(key);
    }
  };
  const timer = setInterval(evictIdle, Math.max(1, idleMs / 4)).unref();

  return {
    get(key, { briefly = false } = {}) {
      const slot = slots.get(key);
      if (!slot) return fill(key, !briefly);
      const value = slot.weak?.deref();
      if (briefly) return slot.strong ?? (value ? Promise.resolve(value) : fill(key, false));
      if (!slot.strong && value) slot.strong = Promise.resolve(value);
      slot.keep = true;
      slot.usedAt = performance.now();
      return slot.strong ?? fill(key, true);
    },
    loaded() {
      return Array.from(slots.values()).flatMap(({ weak }) => weak?.deref() ?? []);
    },
    drop: (key) => void slots.delete(key),
    async close() {
      clearInterval(timer);
      await Promise.allSettled(Array.from(slots.values(), ({ strong }) => strong));
    },
  };
}
