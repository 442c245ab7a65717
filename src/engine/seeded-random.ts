/**
 * Creates a generator of pseudorandom numbers in [0, 1) from an integer seed.
 * The algorithm is mulberry32 by Tommy Ettinger.
 * The embeddings of silence depend on these numbers: if they change, raise `ENGINE_VERSION`.
 */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
