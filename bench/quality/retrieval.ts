/** Metrics of how high a search ranks sounds of the query's class. */
export interface Retrieval {
  /** Precision at 1: share of queries whose best match is of the same class. */
  readonly p1: number;
  /** Precision at 5: mean share of the five best matches that are of the same class. */
  readonly p5: number;
  /** Mean average precision. */
  readonly map: number;
}

/** Evaluates a score function: each sound is the query once. Skips sounds that are alone in their class. */
export function retrieval<T>(
  sounds: readonly T[],
  classes: readonly string[],
  score: (a: T, b: T) => number,
): Retrieval {
  let [queries, p1, p5, map] = [0, 0, 0, 0];
  sounds.forEach((query, i) => {
    const others = sounds.flatMap((other, j) =>
      i === j ? [] : [{ score: score(query, other), hit: classes[i] === classes[j] }],
    );
    const total = others.filter(({ hit }) => hit).length;
    if (total === 0) return;
    others.sort((a, b) => b.score - a.score);
    queries++;
    p1 += others[0]?.hit ? 1 : 0;
    p5 += others.slice(0, 5).filter(({ hit }) => hit).length / 5;
    let found = 0;
    others.forEach(({ hit }, rank) => {
      if (hit) map += ++found / (rank + 1) / total;
    });
  });
  return { p1: p1 / queries, p5: p5 / queries, map: map / queries };
}
