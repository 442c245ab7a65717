import { isExpected } from '../errors.ts';

/** A stage of an analysis. `waiting` lasts until a worker thread starts on the sound. */
export type AnalysisStage = 'waiting' | 'decoding' | 'listening';

/** One step of an analysis: a stage has ended, and the next stage begins or the whole analysis ends. */
export interface AnalysisEvent {
  /** The stage that ended. Null at the start of the analysis. */
  readonly from: AnalysisStage | null;
  readonly seconds: number;
  /** The stage that begins. Null at the end of the analysis. */
  readonly to: AnalysisStage | null;
  /** How the analysis ended: `analyzed`, `cancelled`, `failed` (a bug) or the kind of the error. Null until it ends. */
  readonly outcome: string | null;
}

interface ReportedOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: Exclude<AnalysisStage, 'waiting'>) => void;
}

/**
 * Runs one analysis and reports each of its steps to `onAnalysis`.
 * @param analyze performs the analysis, and calls `onProgress` of the options that it is given as each stage begins
 */
export async function reportAnalysis<Options extends ReportedOptions, T>(
  onAnalysis: ((event: AnalysisEvent) => void) | undefined,
  options: Options,
  analyze: (options: Options) => Promise<T>,
): Promise<T> {
  if (!onAnalysis) return analyze(options);
  let stage: AnalysisStage | null = null;
  let since = performance.now();
  let ended = false;
  const report = (to: AnalysisStage | null, outcome: string | null) => {
    // A worker thread's progress message can arrive after the analysis has ended.
    if (ended) return;
    const now = performance.now();
    onAnalysis({ from: stage, seconds: (now - since) / 1000, to, outcome });
    stage = to;
    since = now;
    ended = to === null;
  };
  report('waiting', null);
  try {
    const result = await analyze({
      ...options,
      onProgress(to) {
        report(to, null);
        options.onProgress?.(to);
      },
    });
    report(null, 'analyzed');
    return result;
  } catch (error) {
    report(null, outcomeOf(error, options.signal));
    throw error;
  }
}

function outcomeOf(error: unknown, signal: AbortSignal | undefined): string {
  if (signal?.aborted) return 'cancelled';
  return isExpected(error) ? error.kind : 'failed';
}
