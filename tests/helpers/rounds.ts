import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether this is a long run: `npm run test:long`. */
    long: boolean;
  }
}

/** Returns how often a test repeats what it checks: `short` times in `npm test`, `long` times in `npm run test:long`. */
export function rounds(short: number, long: number): number {
  return inject('long') ? long : short;
}
