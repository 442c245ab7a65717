/** A point of the map, with what a cluster can be named after. */
export interface ClusterPoint {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly tags: readonly string[];
}

export interface Cluster {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** The most frequent tag, if at least 40 % of the points have it; otherwise null. */
  readonly tag: string | null;
  /** Name of the most central point. */
  readonly central: string;
}

const MIN_POINTS = 24;
const MIN_SIZE = 4;
const MAX_CLUSTERS = 9;
const POINTS_PER_CLUSTER = 20;
const ROUNDS = 20;
/** Minimum share of the points of a cluster that have the tag after which it is named. */
const MIN_SHARE = 0.4;
/** A tag of more than this share of all points says nothing about one cluster. */
const COMMON_SHARE = 0.8;

/**
 * Groups the points of a map by their places (k-means with farthest-first centers, Gonzalez 1985), and names the groups.
 * Deterministic. @returns the clusters, largest first; none for a few points
 */
export function findClusters(points: readonly ClusterPoint[]): Cluster[] {
  if (points.length < MIN_POINTS) return [];
  const count = Math.max(2, Math.min(MAX_CLUSTERS, Math.round(points.length / POINTS_PER_CLUSTER)));
  const common = new Set(tagCounts(points).flatMap(([tag, n]) => (n > COMMON_SHARE * points.length ? [tag] : [])));
  return kMeans(points, count)
    .filter((members) => members.length >= MIN_SIZE)
    .map((members) => describe(members, common))
    .sort((a, b) => b.size - a.size);
}

function describe(members: readonly ClusterPoint[], common: ReadonlySet<string>): Cluster {
  const center = meanOf(members);
  const central = members.reduce((best, point) => (squared(point, center) < squared(best, center) ? point : best));
  const tag = tagCounts(members).find(([name, n]) => !common.has(name) && n >= MIN_SHARE * members.length);
  return { x: center.x, y: center.y, size: members.length, tag: tag?.[0] ?? null, central: central.name };
}

/** Counts the points with each tag, the most frequent first. */
function tagCounts(points: readonly ClusterPoint[]): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const tag of points.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function kMeans(points: readonly ClusterPoint[], count: number): ClusterPoint[][] {
  let centers: readonly Place[] = farthestFirst(points, count);
  let groups: ClusterPoint[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    groups = centers.map(() => []);
    for (const point of points) groups[nearest(point, centers)]?.push(point);
    centers = groups.map((members, i) => (members.length > 0 ? meanOf(members) : (centers[i] ?? { x: 0, y: 0 })));
  }
  return groups;
}

/** Returns `count` points that are far from each other: each is the farthest from all before it. */
export function farthestFirst<T extends { x: number; y: number }>(points: readonly T[], count: number): T[] {
  const order: T[] = [];
  const far = points.map(() => Infinity);
  while (order.length < Math.min(points.length, count)) {
    const next = points[far.indexOf(far.reduce((max, d) => Math.max(max, d), -Infinity))];
    if (!next) break;
    order.push(next);
    points.forEach((point, i) => {
      far[i] = Math.min(far[i] ?? 0, point === next ? -1 : squared(point, next));
    });
  }
  return order;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function nearest(point: Place, centers: readonly Place[]): number {
  const distances = centers.map((center) => squared(point, center));
  return distances.indexOf(distances.reduce((min, d) => Math.min(min, d), Infinity));
}

function meanOf(points: readonly Place[]): Place {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function squared(a: Place, b: Place): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}
