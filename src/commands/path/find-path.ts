import type { Embedding, Engine } from '../../engine/index.ts';
import { mixQuery } from '../../engine/mix.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';

/** Number of sounds near the first sound, near the last one, and near both, over which a path may lead. */
const NEAR = 60;

interface Stop {
  readonly sound: Sound;
  readonly embedding: Embedding;
}

/** The best path to a stop, and the sum of its squared distances. */
interface PartialPath {
  readonly cost: number;
  readonly stops: readonly number[];
}

/**
 * Finds a path from one sound to another over `steps` others, so that each is similar to the next. The path has a small
 * sum of squared distances (1 - score), so that no step is much larger than another. Method: dynamic programming over the
 * number of steps and the sounds near both ends, in which a path that would visit a sound twice is left out.
 * @returns the sounds in order, both ends included; fewer than `steps` between them if the library is small
 */
export async function findPath(
  engine: Pick<Engine, 'compare' | 'query'>,
  library: Library,
  from: Stop,
  to: Stop,
  steps: number,
): Promise<readonly Sound[]> {
  const between = await stopsNear(engine, library, from, to);
  const stops = [from, ...between, to];
  const distances = await distancesOf(engine, stops);
  const last = stops.length - 1;
  const distance = (a: number, b: number) => distances[a * stops.length + b] ?? 0;
  let paths = new Map<number, PartialPath>([[0, { cost: 0, stops: [0] }]]);
  for (let step = 1; step <= Math.min(steps, between.length); step++) {
    const next = new Map<number, PartialPath>();
    for (let stop = 1; stop < last; stop++) {
      const path = bestPath(paths, stop, distance);
      if (path) next.set(stop, path);
    }
    paths = next;
  }
  const found = bestPath(paths, last, distance);
  return (found?.stops ?? [0, last]).flatMap((stop) => stops[stop]?.sound ?? []);
}

/** Returns the best path to a stop among those that lead to another stop first. */
function bestPath(
  paths: ReadonlyMap<number, PartialPath>,
  stop: number,
  distance: (a: number, b: number) => number,
): PartialPath | undefined {
  let best: { readonly cost: number; readonly path: PartialPath } | undefined;
  for (const [at, path] of paths) {
    const cost = path.cost + distance(at, stop) ** 2;
    if ((best === undefined || cost < best.cost) && !path.stops.includes(stop)) best = { cost, path };
  }
  return best && { cost: best.cost, stops: [...best.path.stops, stop] };
}

/** Returns the sounds over which a path may lead: without the ends and other copies of their recordings. */
async function stopsNear(
  engine: Pick<Engine, 'query'>,
  library: Library,
  from: Stop,
  to: Stop,
): Promise<readonly Stop[]> {
  const excluded = new Set(
    [from, to].flatMap(({ sound: { id } }) => [id, ...library.copiesOf(id).map((one) => one.id)]),
  );
  const filter = ({ id }: Sound) => !excluded.has(id);
  const both = [from, to].map(({ embedding }) => ({ embedding, role: 'like', quality: null }) as const);
  const queries = [engine.query(from.embedding), engine.query(to.embedding), mixQuery(both)];
  const found = new Map<string, Stop>();
  for (const query of queries)
    for (const { sound } of await library.search(query, { top: NEAR, filter })) {
      const embedding = library.embedding(sound.id);
      if (embedding) found.set(sound.id, { sound, embedding });
    }
  return [...found.values()];
}

/** Returns the distances of all pairs of stops, row by row. */
async function distancesOf({ compare }: Pick<Engine, 'compare'>, stops: readonly Stop[]): Promise<Float64Array> {
  const distances = new Float64Array(stops.length ** 2);
  for (const [a, { embedding }] of stops.entries()) {
    await yieldToEventLoop();
    for (let b = a + 1; b < stops.length; b++) {
      const other = stops[b];
      const distance = other ? Math.max(0, 1 - compare(embedding, other.embedding).score) : 0;
      distances[a * stops.length + b] = distance;
      distances[b * stops.length + a] = distance;
    }
  }
  return distances;
}
