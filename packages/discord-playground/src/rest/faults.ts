import type { Fault } from '../contract.ts';

/** Failures that were ordered and have not struck yet. */
export function createFaults() {
  const pending = new Set<{ fault: Fault; left: number }>();

  return {
    /** Returns a function that calls the rest off. */
    inject(fault: Fault): () => void {
      const entry = { fault, left: fault.times ?? 1 };
      pending.add(entry);
      return () => pending.delete(entry);
    },
    /** The failure that hits this request, if any. */
    strike(method: string, path: string): Fault | null {
      for (const entry of pending) {
        const { fault } = entry;
        if (fault.method !== undefined && fault.method !== method) continue;
        if (fault.path !== undefined && !fault.path.test(path)) continue;
        entry.left -= 1;
        if (entry.left === 0) pending.delete(entry);
        return fault;
      }
      return null;
    },
  };
}
