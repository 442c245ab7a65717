/** Values that are costly to load: at most one of each key exists at a time, and those not asked for are let go. */
export interface WeakCache<T> {
  /** What was asked for `briefly` stays no longer than somebody holds it, unless somebody else asks for it. */
  get(key: string, stay?: 'briefly'): Promise<T>;
  /** Ends the watch for values that nobody asks for; resolves once none is being loaded. */
  close(): Promise<void>;
}

interface Place<T extends object> {
  /** Undefined once it was let go. */
  loading: Promise<T> | undefined;
  /** Finds the value for as long as somebody else holds it, so that no second one is loaded beside it. */
  held: WeakRef<T> | undefined;
  /** Whether it stays once it was loaded. */
  keep: boolean;
  askedAt: number;
}

/** A load that fails is forgotten, so that the next `get` tries again. */
export function createWeakCache<T extends object>(load: (key: string) => Promise<T>, idleMs: number): WeakCache<T> {
  const places = new Map<string, Place<T>>();

  const put = (key: string, stay: 'briefly' | undefined) => {
    const loading = load(key);
    const place: Place<T> = { loading, held: undefined, keep: stay !== 'briefly', askedAt: performance.now() };
    places.set(key, place);
    loading.then(
      (value) => {
        place.held = new WeakRef(value);
        if (!place.keep) place.loading = undefined;
      },
      () => places.delete(key),
    );
    return loading;
  };
  const letGo = () => {
    for (const [key, place] of places) {
      if (!place.held || performance.now() - place.askedAt < idleMs) continue;
      place.loading = undefined;
      if (!place.held.deref()) places.delete(key);
    }
  };
  const timer = setInterval(letGo, Math.max(1, idleMs / 4)).unref();

  return {
    get(key, stay) {
      const place = places.get(key);
      if (!place) return put(key, stay);
      const value = place.held?.deref();
      if (stay === 'briefly') return place.loading ?? (value ? Promise.resolve(value) : put(key, stay));
      if (!place.loading && value) place.loading = Promise.resolve(value);
      place.keep = true;
      place.askedAt = performance.now();
      return place.loading ?? put(key, stay);
    },
    async close() {
      clearInterval(timer);
      await Promise.allSettled(Array.from(places.values(), ({ loading }) => loading));
    },
  };
}
