import { isExpected } from '../errors.ts';
import type { AnalysisEvent, AnalysisStage, EmbedOptions } from './engine.ts';

/**
 * Runs one analysis and reports each of its steps to `onAnalysis`.
 * @param analyze performs the analysis with the given options, whose `onProgress` reports the stages
 */
export async function reportAnalysis<T>(
  onAnalysis: ((event: AnalysisEvent) => void) | undefined,
  options: EmbedOptions,
  analyze: (options: EmbedOptions) => Promise<T>,
): Promise<T> {
  if (!onAnalysis) return analyze(options);
  let stage: AnalysisStage | null = null;
  let since = performance.now();
  let ended = false;
  const report = (to: AnalysisStage | null, outcome: string | null) => {
    // A worker thread's message can arrive after the end of the analysis.
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
