import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type Clock, type Invocation, systemClock } from 'discord-playground';
import { replyOf } from '../../tests/e2e/reply.ts';
import { sine, wav } from '../../tests/helpers/signals.ts';
import { isOutcome, startTarget, type TargetOptions } from './target.ts';

export interface FloodReport {
  readonly clicks: number;
  /** Number of clicks that got no response at all. */
  readonly lost: number;
  /** Number of interactions that were answered or refused more than 3 s after the bot had read them. */
  readonly late: number;
  readonly peakMb: number;
  /** Seconds until the last response. */
  readonly seconds: number;
  readonly alive: boolean;
  readonly bugs: readonly string[];
}

/** Factor by which the playground waits longer for responses than Discord: what counts is when the bot reads a click. */
const PATIENCE = 300;
const MEMBERS = 20;
/** Number of clicks that are made between two turns of the event loop. */
const BATCH = 100;

/**
 * Sends clicks on a menu from twenty members, all of which the bot receives at once. The times are those of the bot's own
 * metrics.
 */
export async function runFlood(
  clicks: number,
  options: Omit<TargetOptions, 'prepare' | 'clock'>,
): Promise<FloodReport> {
  const clock: Clock = { now: systemClock.now, after: (ms, alarm) => systemClock.after(PATIENCE * ms, alarm) };
  const target = await startTarget({ ...options, clock });
  try {
    const { attackers, bot } = target;
    const [first] = attackers;
    if (!first) throw new Error('a flood needs members');
    const tone = (hertz: number) => first.upload(`${hertz}.wav`, wav(sine(hertz, 1, 22_050), 22_050));
    await first.slash('add', { audio: tone(440) }).until(isOutcome, 60_000);
    const results = await first.slash('search', { audio: tone(441) }).until(isOutcome, 60_000);
    const menu = replyOf(results).option(/play/i, 0);
    const before = await inTime(bot.address);
    bot.freeze();
    const sent: Promise<string>[] = [];
    for (let index = 0; index < clicks; index++) {
      sent.push(firstResponse((attackers[index % MEMBERS] ?? first).select(...menu)));
      if (index % BATCH === 0) await yieldToEventLoop();
    }
    bot.thaw();
    const begun = performance.now();
    const lost = (await Promise.all(sent)).filter((kind) => kind === 'no-response').length;
    const seconds = (performance.now() - begun) / 1000;
    const { peakMb } = await bot.usage();
    const late = clicks - ((await inTime(bot.address)) - before);
    return { clicks, lost, late, peakMb, seconds, alive: Number.isFinite(peakMb), bugs: [...bot.bugs] };
  } finally {
    await target.close();
  }
}

/** Resolves to the kind of the first response, or `no-response`. There is no other time limit, unlike `acknowledged`. */
async function firstResponse(sent: Invocation): Promise<string> {
  for await (const { kind } of sent) return kind;
  return 'no-response';
}

/** Returns how many interactions were acknowledged within 3 s of their arrival, by the metrics of the bot. */
async function inTime(address: string): Promise<number> {
  const text = await fetch(`${address}/metrics`).then((response) => response.text());
  return Number(/^soundalike_acknowledge_seconds_bucket\{le="3"\} (\d+)/m.exec(text)?.[1] ?? 0);
}
