/**
 * Values that are costly to load. There is at most one live value a key: a value that left the cache while a caller
 * still holds it is found again through a weak reference instead of being loaded a second time. (A plain LRU cache
 * would load a second one, and two live copies of a library would overwrite each other's changes.)
 */
export interface WeakCache<T> {
  /**
   * Returns the value of a key, loaded at most once. It is evicted after a time without a `get`; with `briefly`, the
   * cache does not hold it at all after loading, unless another `get` without `briefly` asks for it.
   */
  get(key: string, how?: { readonly briefly?: boolean }): Promise<T>;
  /** Returns the values that are in memory now. */
  loaded(): T[];
  /** Stops the eviction timer; resolves once no value is being loaded. */
  close(): Promise<void>;
}

interface Slot<T extends object> {
  /** Holds the value; undefined once it was evicted. */
  strong: Promise<T> | undefined;
  /** Finds the value for as long as a caller holds it. Undefined while it is being loaded. */
  weak: WeakRef<T> | undefined;
  /** Whether the cache holds the value after it was loaded. */
  keep: boolean;
  usedAt: number;
}

/** @param load its failure is not cached: the next `get` tries again @param idleMs time without a `get` until eviction */
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
    async close() {
      clearInterval(timer);
      await Promise.allSettled(Array.from(slots.values(), ({ strong }) => strong));
    },
  };
}
