import type { Attack, AttackSize } from './attacks.ts';
import { startTarget, type TargetOptions, useMeanwhile } from './target.ts';

export interface AttackOptions extends Pick<TargetOptions, 'main' | 'env'> {
  readonly seconds: number;
  readonly size: AttackSize;
}

export interface AttackReport {
  readonly requests: number;
  /** Number of requests that got neither a result nor a refusal. */
  readonly unanswered: number;
  /** Highest resident memory of the bot, in MiB. */
  readonly peakMb: number;
  /** 99th percentile of the times until the bot acknowledged other members, in milliseconds. */
  readonly acknowledgedMs: number;
  /** Longest short search of a member of the same server, and of another server, in seconds. */
  readonly hereSeconds: number;
  readonly elsewhereSeconds: number;
  readonly searches: number;
  readonly alive: boolean;
  readonly bugs: readonly string[];
}

/** Attacks the bot in a process of its own, wave after wave, while two other members use it. */
export async function runAttack(attack: Attack, { seconds, size, main, env }: AttackOptions): Promise<AttackReport> {
  const target = await startTarget({
    main,
    ...(env && { env }),
    ...(attack.prepare && { prepare: attack.prepare }),
  });
  try {
    const wave = await attack.begin(target, size);
    const finished = new AbortController();
    const meanwhile = useMeanwhile(target, finished.signal);
    const answered: boolean[] = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) answered.push(...(await wave()));
    finished.abort();
    const { acknowledged, here, elsewhere } = await meanwhile;
    const { peakMb } = await target.bot.usage();
    return {
      requests: answered.length,
      unanswered: answered.filter((each) => !each).length,
      peakMb,
      acknowledgedMs: atShare(acknowledged, 0.99),
      hereSeconds: Math.max(...here) / 1000,
      elsewhereSeconds: Math.max(...elsewhere) / 1000,
      searches: here.length + elsewhere.length,
      alive: Number.isFinite(peakMb),
      bugs: [...target.bot.bugs],
    };
  } finally {
    await target.close();
  }
}

function atShare(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? Number.NaN;
}
