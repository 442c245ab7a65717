import type { BoardAnalysis, BoardEntry, RequestContext } from '../app.ts';
import { boardAudio } from './analyze-board.ts';
import { playedLufs } from './board-levels.ts';
import { isSameRecording } from './find-on-board.ts';

/** What is wrong with a sound of the soundboard. */
export type Problem =
  | { readonly kind: 'double'; readonly other: BoardEntry }
  | { readonly kind: 'louder' | 'quieter'; readonly lu: number }
  | { readonly kind: 'clipped' }
  | { readonly kind: 'silence'; readonly seconds: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unread' };

/** A sound of the soundboard with its problems. */
export interface Finding {
  readonly entry: BoardEntry;
  readonly problems: readonly Problem[];
}

/**
 * Distance from the median loudness at which a sound is much louder or quieter than the rest: in LU, and in standard
 * deviations, which are estimated from the median of all distances.
 */
const MIN_LU = 6;
const MIN_DEVIATIONS = 3;
const DEVIATION_PER_MAD = 1.4826;
/** Score below which two sounds are not compared in detail. A hit and its quiet tail have 0.58 and more. */
const MIN_SCORE = 0.4;
/** Silence at the start that delays a sound noticeably, in seconds: more than codecs add. */
const MIN_SILENCE = 0.15;
/** True peak above which a sound is clipped when it is played, in dB, and from which crowded frames are clipped. */
const MAX_PEAK_DB = 1;
const CROWDED_PEAK_DB = -0.3;
const MIN_CROWDED = 3;
/** True peak below which a sound counts as silent, in dB. The quiet end of a sound, cut off as a sound of its own, can be. */
const SILENT_PEAK_DB = -60;

/** Returns the sounds of a soundboard that have problems. Of two doubles, the later one is named. */
export async function findProblems(
  context: RequestContext,
  entries: readonly BoardEntry[],
  analyses: ReadonlyMap<string, BoardAnalysis>,
  median: number,
): Promise<readonly Finding[]> {
  const doubles = await findDoubles(context, entries, analyses);
  const minLu = farDistance(entries, analyses, median);
  const soundProblems = (entry: BoardEntry, analysis: BoardAnalysis): readonly Problem[] => {
    // A silent sound is not repaired, so that its loudness is no problem of its own.
    if (isSilent(analysis)) return [{ kind: 'silent' }];
    return [
      ...levelProblems(playedLufs(entry, analysis), median, minLu),
      ...(isClipped(analysis) ? [{ kind: 'clipped' } as const] : []),
      ...silenceProblems(analysis),
    ];
  };
  return entries
    .map((entry) => {
      const analysis = analyses.get(entry.id);
      const other = doubles.get(entry.id);
      const double: readonly Problem[] = other ? [{ kind: 'double', other }] : [];
      const problems: readonly Problem[] = analysis
        ? [...double, ...soundProblems(entry, analysis)]
        : [{ kind: 'unread' }];
      return { entry, problems };
    })
    .filter(({ problems }) => problems.length > 0);
}

/** Returns the earlier sound of the same recording, by the id of the later one. */
async function findDoubles(
  context: RequestContext,
  entries: readonly BoardEntry[],
  analyses: ReadonlyMap<string, BoardAnalysis>,
): Promise<ReadonlyMap<string, BoardEntry>> {
  const { engine } = context.app;
  const doubles = new Map<string, BoardEntry>();
  for (const [index, entry] of entries.entries()) {
    const own = analyses.get(entry.id);
    if (!own?.fingerprint) continue;
    const sound = {
      ...{ id: entry.id, fingerprint: own.fingerprint },
      source: async () => (await boardAudio(context, entry)).path,
    };
    const earlier = entries
      .slice(0, index)
      .flatMap((other) => {
        const theirs = analyses.get(other.id);
        if (!theirs?.fingerprint) return [];
        const { score } = engine.compare(own.embedding, theirs.embedding);
        return score < MIN_SCORE ? [] : [{ other, score, fingerprint: theirs.fingerprint }];
      })
      .sort((a, b) => b.score - a.score);
    for (const { other, fingerprint } of earlier) {
      if (!(await isSameRecording(context, sound, other, fingerprint, true))) continue;
      doubles.set(entry.id, other);
      break;
    }
  }
  return doubles;
}

/** Returns the distance from the median loudness from which a sound is far from the rest, in LU. */
function farDistance(
  entries: readonly BoardEntry[],
  analyses: ReadonlyMap<string, BoardAnalysis>,
  median: number,
): number {
  const distances = entries
    .flatMap((entry) => {
      const analysis = analyses.get(entry.id);
      const lufs = analysis ? playedLufs(entry, analysis) : null;
      return lufs === null ? [] : [Math.abs(lufs - median)];
    })
    .sort((a, b) => a - b);
  const spread = distances[Math.floor(distances.length / 2)] ?? 0;
  return Math.max(MIN_LU, MIN_DEVIATIONS * DEVIATION_PER_MAD * spread);
}

function levelProblems(lufs: number | null, median: number, minLu: number): Problem[] {
  if (lufs === null || Math.abs(lufs - median) < minLu) return [];
  return [{ kind: lufs > median ? 'louder' : 'quieter', lu: Math.abs(lufs - median) }];
}

function isClipped({ levels, crowded }: BoardAnalysis): boolean {
  const { clipped, truePeakDb } = levels;
  const peak = truePeakDb ?? Number.NEGATIVE_INFINITY;
  return clipped || peak > MAX_PEAK_DB || (crowded >= MIN_CROWDED && peak > CROWDED_PEAK_DB);
}

function isSilent({ levels }: BoardAnalysis): boolean {
  return (levels.truePeakDb ?? Number.NEGATIVE_INFINITY) < SILENT_PEAK_DB;
}

function silenceProblems({ levels }: BoardAnalysis): Problem[] {
  return levels.silenceStart >= MIN_SILENCE ? [{ kind: 'silence', seconds: levels.silenceStart }] : [];
}
