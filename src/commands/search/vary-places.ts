import type { Comparison, Embedding, Weights } from '../../engine/embedding.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';

/** Share of the score in the marginal relevance; the rest is the similarity to the places before. */
const RELEVANCE = 0.7;
/** Number of the first places among which sounds that resemble each other are spread. The others keep their order. */
const MAX_VARIED = 100;

interface Place {
  readonly score: number;
  readonly sound: { readonly id: string };
}

/**
 * Reorders places so that each is similar to the query and unlike those before it, by the maximal marginal relevance
 * (Carbonell and Goldstein 1998). The first place stays the first.
 */
export async function varyPlaces<P extends Place>(
  places: readonly P[],
  embeddingOf: (id: string) => Embedding | undefined,
  compare: (a: Embedding, b: Embedding, weights?: Weights) => Comparison,
  weights: Weights,
): Promise<P[]> {
  const rest = places
    .slice(0, MAX_VARIED)
    .map((place) => ({ place, embedding: embeddingOf(place.sound.id), nearest: 0 }));
  const relevance = ({ place, nearest }: (typeof rest)[number]) => RELEVANCE * place.score - (1 - RELEVANCE) * nearest;
  const varied: P[] = [];
  while (rest.length > 0) {
    const at = rest.reduce((best, item, index) => {
      const other = rest[best];
      return other && relevance(item) > relevance(other) ? index : best;
    }, 0);
    const [chosen] = rest.splice(at, 1);
    if (!chosen) break;
    varied.push(chosen.place);
    await yieldToEventLoop();
    for (const item of rest)
      if (chosen.embedding && item.embedding)
        item.nearest = Math.max(item.nearest, compare(chosen.embedding, item.embedding, weights).score);
  }
  return [...varied, ...places.slice(MAX_VARIED)];
}
