/** Metrics of how high a search ranks sounds of the query's class. */
export interface Retrieval {
  /** Precision at 1: share of queries whose best match is of the same class. */
  readonly p1: number;
  /** Precision at 5: mean share of the five best matches that are of the same class. */
  readonly p5: number;
  /** Mean average precision. */
  readonly map: number;
  /** Number of top tens that have the most frequent sound, divided by the mean number over all sounds. */
  readonly busiest: number;
}

/** Labels of sounds, in the order of the sounds. */
export interface Labels {
  readonly classes: readonly string[];
  /** Source of each sound, if sounds of the query's source are to be left out of its matches. */
  readonly sources?: readonly string[] | undefined;
}

const TOP = 10;

/**
 * Evaluates a ranking: each sound is the query once. Skips sounds whose class has no other sound among the candidates.
 * @param scoresOf returns the score of every sound for the query at an index; the highest is the best
 */
export function retrieval(
  { classes, sources }: Labels,
  scoresOf: (query: number) => readonly number[] | Float64Array,
): Retrieval {
  let [queries, p1, p5, map] = [0, 0, 0, 0];
  const appearances = new Float64Array(classes.length);
  for (const query of classes.keys()) {
    const scores = scoresOf(query);
    const isHit = (index: number) => classes[index] === classes[query];
    const isLeftOut = (index: number) => index === query || (sources && sources[index] === sources[query]);
    const others = [...classes.keys()].filter((index) => !isLeftOut(index));
    const total = others.filter(isHit).length;
    if (total === 0) continue;
    others.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    queries++;
    p1 += others.slice(0, 1).filter(isHit).length;
    p5 += others.slice(0, 5).filter(isHit).length / 5;
    let found = 0;
    for (const [rank, index] of others.entries()) if (isHit(index)) map += ++found / (rank + 1) / total;
    for (const index of others.slice(0, TOP)) appearances[index] = (appearances[index] ?? 0) + 1;
  }
  const share = (queries * TOP) / classes.length;
  return { p1: p1 / queries, p5: p5 / queries, map: map / queries, busiest: Math.max(...appearances) / share };
}
