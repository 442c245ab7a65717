import type { Fault } from '../contract.ts';

/** Creates the list of injected failures that have not happened yet. */
export function createFaults() {
  const pending = new Set<{ fault: Fault; left: number }>();

  return {
    /** Adds a failure to inject. Returns a function that removes the failures that have not happened yet. */
    inject(fault: Fault): () => void {
      const entry = { fault, left: fault.times ?? 1 };
      pending.add(entry);
      return () => pending.delete(entry);
    },
    /** Returns the failure to inject into a request, if any, and counts it as used. */
    take(method: string, path: string, hasFiles: boolean): Fault | null {
      for (const entry of pending) {
        const { fault } = entry;
        if (fault.method !== undefined && fault.method !== method) continue;
        if (fault.path !== undefined && !fault.path.test(path)) continue;
        if (fault.withFiles === true && !hasFiles) continue;
        entry.left -= 1;
        if (entry.left === 0) pending.delete(entry);
        return fault;
      }
      return null;
    },
  };
}
