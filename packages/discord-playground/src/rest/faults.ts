import type { Fault } from '../contract.ts';

/** Creates the list of injected failures that are still to come. */
export function createFaults() {
  const pending = new Set<{ fault: Fault; left: number }>();

  return {
    /** Adds a failure. Returns a function that removes what is left of it. */
    inject(fault: Fault): () => void {
      const entry = { fault, left: fault.times ?? 1 };
      pending.add(entry);
      return () => pending.delete(entry);
    },
    /** Takes the failure that applies to this request, if there is one. */
    take(method: string, path: string): Fault | null {
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
