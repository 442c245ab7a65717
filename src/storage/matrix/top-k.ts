/** A candidate with the number that it is ranked by, and its position in the order of adding. */
export interface Ranked {
  readonly key: number;
  readonly order: number;
}

/** Stores the best `limit` of all candidates, in a heap whose root is the worst of them. */
export interface TopK<T extends Ranked> {
  /** Whether `limit` candidates are stored, so that a new candidate replaces a stored one. */
  readonly full: boolean;
  /** Minimum key of a new candidate: the worst stored key, or -Infinity until `limit` candidates are stored. */
  readonly threshold: number;
  /** Adds a candidate if it is among the best. A candidate with a key of NaN is skipped. */
  add(candidate: T): void;
  /** Returns the stored candidates, best first, and those of equal key in the order of adding. */
  sorted(): T[];
}

export function createTopK<T extends Ranked>(limit: number): TopK<T> {
  const heap: T[] = [];

  const swap = (a: number, b: number, itemA: T, itemB: T) => {
    heap[a] = itemB;
    heap[b] = itemA;
  };
  const siftUp = (start: number) => {
    for (let child = start; child > 0; ) {
      const parent = (child - 1) >> 1;
      const [a, b] = [heap[child], heap[parent]];
      if (!a || !b || compare(a, b) <= 0) return;
      swap(child, parent, a, b);
      child = parent;
    }
  };
  const siftDown = () => {
    for (let parent = 0; ; ) {
      const worse = worseChild(heap, parent);
      const [a, b] = [heap[parent], heap[worse]];
      if (!a || !b || compare(b, a) <= 0) return;
      swap(parent, worse, a, b);
      parent = worse;
    }
  };

  return {
    get full() {
      return heap.length >= limit;
    },
    get threshold() {
      return heap.length < limit ? Number.NEGATIVE_INFINITY : (heap[0]?.key ?? Number.POSITIVE_INFINITY);
    },
    add(candidate) {
      if (Number.isNaN(candidate.key)) return;
      if (heap.length < limit) {
        heap.push(candidate);
        siftUp(heap.length - 1);
        return;
      }
      const worst = heap[0];
      if (!worst || compare(candidate, worst) >= 0) return;
      heap[0] = candidate;
      siftDown();
    },
    sorted: () => heap.toSorted(compare),
  };
}

function compare(a: Ranked, b: Ranked): number {
  return b.key - a.key || a.order - b.order;
}

function worseChild(heap: readonly Ranked[], parent: number): number {
  const left = 2 * parent + 1;
  const [a, b] = [heap[left], heap[left + 1]];
  return a && b && compare(b, a) > 0 ? left + 1 : left;
}
