import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createIdentifyLimiter, pauseBefore } from '../../src/discord/identify-limiter.ts';
import { openSessionLog } from '../../src/discord/session-log.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 0, 1);
const NEVER = new AbortController().signal;

/** A clock that moves only while something pauses. */
function simulatedClock() {
  const clock = {
    time: START,
    now: () => clock.time,
    pause: async (ms: number) => {
      clock.time += ms;
    },
  };
  return clock;
}

/** Starts a limiter of a new process, which reads the sessions of the earlier ones from `file`. */
async function startLimiter(clock: ReturnType<typeof simulatedClock>, file: string | null, remaining = () => 1000) {
  const sessions = await openSessionLog(file);
  const fetchLimit = async () => ({ remaining: remaining(), reset_after: HOUR, max_concurrency: 1 });
  const limiter = createIdentifyLimiter({ sessions, fetchLimit, log: { warn() {} }, ...clock });
  return { limiter, sessions };
}

describe('in 24 hours of refusals, at most 100 sessions are started', () => {
  test('by one process whose every session is closed at once', async () => {
    const clock = simulatedClock();
    const { limiter } = await startLimiter(clock, null);
    const starts: number[] = [];
    while (clock.time < START + 48 * HOUR) {
      await limiter.waitForIdentify(0, NEVER);
      starts.push(clock.time);
    }
    for (const start of starts) {
      const day = starts.filter((time) => time >= start && time < start + 24 * HOUR);
      expect(day.length).toBeLessThanOrEqual(100);
    }
    expect(starts.length).toBeGreaterThan(100);
  });

  test('by processes that a supervisor restarts after each session', async () => {
    const clock = simulatedClock();
    const file = path.join(await temporaryFolder(), 'sessions.json');
    let count = 0;
    while (clock.time < START + 24 * HOUR) {
      const { limiter } = await startLimiter(clock, file);
      await limiter.waitForIdentify(0, NEVER);
      count += 1;
    }
    expect(count).toBeLessThanOrEqual(100);
  });
});

test('the first session and one after an outage of ten minutes are started at once', async () => {
  const clock = simulatedClock();
  const { limiter } = await startLimiter(clock, null);
  for (let outage = 0; outage < 4; outage += 1) {
    const before = clock.time;
    await limiter.waitForIdentify(0, NEVER);
    expect(clock.time - before).toBeLessThan(10 * SECOND);
    clock.time += 10 * MINUTE;
  }
});

test('a session waits until Discord allows one', async () => {
  const clock = simulatedClock();
  const { limiter } = await startLimiter(clock, null, () => (clock.time < START + HOUR ? 0 : 1));
  await limiter.waitForIdentify(0, NEVER);
  expect(clock.time).toBe(START + HOUR);
});

test('shards that Discord does not let identify together start 5 seconds apart', async () => {
  const clock = simulatedClock();
  const { limiter } = await startLimiter(clock, null);
  await limiter.waitForIdentify(0, NEVER);
  await limiter.waitForIdentify(1, NEVER);
  expect(clock.time - START).toBeGreaterThanOrEqual(5 * SECOND);
});

test('sessions that an operator ends in order do not count', async () => {
  const clock = simulatedClock();
  const file = path.join(await temporaryFolder(), 'sessions.json');
  for (let restart = 0; restart < 30; restart += 1) {
    const { limiter, sessions } = await startLimiter(clock, file);
    await limiter.waitForIdentify(0, NEVER);
    await sessions.endInOrder();
  }
  expect(clock.time).toBe(START);
});

test('a clock that is set back does not delay a session', () => {
  expect(pauseBefore([START + HOUR], START)).toBe(0);
});
