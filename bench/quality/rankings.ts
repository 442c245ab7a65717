import { type Embedding, pack } from '../../src/engine/embedding.ts';
import { compare, weighQuery } from '../../src/engine/score.ts';
import { createLocalScales } from '../../src/storage/matrix/local-scales.ts';
import { createMatrix } from '../../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../../src/storage/matrix/search-matrix.ts';
import { rawScore, standardized } from './raw-baseline.ts';
import type { QualitySound } from './sound.ts';

/** Numbers that rank all sounds for each query, the highest first, by the index of the query. */
export type Ranking = readonly (readonly number[])[];

/**
 * Ranks sounds in several ways: by the baseline, by the baseline with standardized numbers, by mutual proximity, and in
 * both orders of the bot (by the bot's own code, with all sounds as the library).
 */
export async function rankings(sounds: readonly QualitySound[]): Promise<Readonly<Record<string, Ranking>>> {
  const raw = sounds.map((sound) => sound.raw);
  const embeddings = sounds.map(({ embedding }) => embedding);
  return {
    raw: byPairs(raw, rawScore),
    'raw, standardized': byPairs(standardized(raw), rawScore),
    'mutual proximity': mutualProximity(byPairs(embeddings, (a, b) => compare(a, b).score)),
    plain: await byBot(embeddings, 'plain'),
    library: await byBot(embeddings, 'library'),
  };
}

function byPairs<T>(items: readonly T[], score: (a: T, b: T) => number): Ranking {
  return items.map((own) => items.map((other) => score(own, other)));
}

/** Ranks by the code of the bot. The number of a sound is its negative rank. */
async function byBot(embeddings: readonly Embedding[], order: 'plain' | 'library'): Promise<Ranking> {
  const matrix = createMatrix<number>();
  for (const [index, embedding] of embeddings.entries()) matrix.add(pack(embedding), embedding, index);
  const localScales = createLocalScales(matrix);
  const ranking: number[][] = [];
  for (const embedding of embeddings) {
    const query = weighQuery(embedding);
    const scales = order === 'library' ? await localScales.of(query) : undefined;
    const found = await searchMatrix(matrix, query, { top: embeddings.length, order: (index) => index, scales });
    const numbers = new Array<number>(embeddings.length).fill(Number.NEGATIVE_INFINITY);
    for (const [rank, { item }] of found.entries()) numbers[item] = -rank;
    ranking.push(numbers);
  }
  return ranking;
}

/**
 * Computes mutual proximity (Schnitzer et al., "Local and global scaling reduce hubs in space", JMLR 2012): how probable
 * it is that both sounds of a pair have a lower score with another sound, with normal distributions.
 */
function mutualProximity(scores: Ranking): Ranking {
  const deviates = scores.map((own, query) => {
    const others = own.filter((_, index) => index !== query);
    const mean = others.reduce((sum, score) => sum + score, 0) / others.length;
    const deviation = Math.sqrt(others.reduce((sum, score) => sum + (score - mean) ** 2, 0) / others.length);
    return own.map((score) => (score - mean) / deviation);
  });
  return deviates.map((own, query) =>
    own.map((deviate, other) => logNormalCdf(deviate) + logNormalCdf(deviates[other]?.[query] ?? 0)),
  );
}

/** Computes the logarithm of the normal distribution function (Abramowitz and Stegun 26.2.17). */
function logNormalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const coefficients = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const polynomial = coefficients.reduceRight((sum, coefficient) => (sum + coefficient) * t, 0);
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return x < 0 ? Math.log(Math.max(tail, Number.MIN_VALUE)) : Math.log1p(-tail);
}
