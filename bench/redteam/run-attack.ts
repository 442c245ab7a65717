import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Attack, AttackSize } from './attacks.ts';
import type { Verdict } from './judge.ts';
import { startTarget, type TargetOptions, useMeanwhile } from './target.ts';

export interface AttackOptions extends Pick<TargetOptions, 'main' | 'env' | 'limit'> {
  /** Seconds for which waves are sent while others use the bot, and seconds after them until all is judged. */
  readonly seconds: number;
  readonly restSeconds: number;
  readonly size: AttackSize;
}

export interface AttackReport {
  readonly requests: number;
  /** Number of requests that got no response, and of those that showed their progress at the end. */
  readonly lost: number;
  readonly unfinished: number;
  /** Highest resident memory of the bot, in MiB. */
  readonly peakMb: number;
  /** 99th percentile of the times until the bot acknowledged other members, in milliseconds. */
  readonly acknowledgedMs: number;
  /** Longest short search of a member of the same server, and of another server, in seconds. */
  readonly hereSeconds: number;
  readonly elsewhereSeconds: number;
  readonly searches: number;
  /** 99th percentile of the delays of the event loop of this process, which is part of each measured time. */
  readonly ownDelayMs: number;
  readonly alive: boolean;
  readonly bugs: readonly string[];
}

/** Attacks the bot in a process of its own, wave after wave, while two other members use it. */
export async function runAttack(
  attack: Attack,
  { seconds, restSeconds, size, ...options }: AttackOptions,
): Promise<AttackReport> {
  const target = await startTarget({ ...options, ...(attack.prepare && { prepare: attack.prepare }) });
  const ownDelay = monitorEventLoopDelay({ resolution: 10 });
  const finished = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  try {
    const wave = await attack.begin(target, size);
    const meanwhile = useMeanwhile(target, finished.signal);
    // If the wave fails, its error is the one to report.
    meanwhile.catch(() => undefined);
    const end = new AbortController();
    const verdicts: Verdict[] = [];
    ownDelay.enable();
    timers.push(
      setTimeout(() => finished.abort(), seconds * 1000),
      setTimeout(() => end.abort(), (seconds + restSeconds) * 1000),
    );
    while (!finished.signal.aborted) verdicts.push(...(await wave(end.signal)));
    ownDelay.disable();
    const { acknowledged, here, elsewhere } = await meanwhile;
    const { peakMb } = await target.bot.usage();
    return {
      requests: verdicts.length,
      lost: verdicts.filter((each) => each === 'lost').length,
      unfinished: verdicts.filter((each) => each === 'in progress').length,
      peakMb,
      acknowledgedMs: atShare(acknowledged, 0.99),
      hereSeconds: Math.max(...here) / 1000,
      elsewhereSeconds: Math.max(...elsewhere) / 1000,
      searches: here.length + elsewhere.length,
      ownDelayMs: ownDelay.percentile(99) / 1e6,
      alive: Number.isFinite(peakMb),
      bugs: [...target.bot.bugs],
    };
  } finally {
    finished.abort();
    for (const timer of timers) clearTimeout(timer);
    ownDelay.disable();
    await target.close();
  }
}

function atShare(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? Number.NaN;
}
