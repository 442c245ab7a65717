/** A source of time and timers. Tests replace it to check the 3-second and 15-minute limits without waiting. */
export interface Clock {
  now(): number;
  /** Calls `alarm` once after `milliseconds`. Returns a function that cancels the call. */
  after(milliseconds: number, alarm: () => void): () => void;
}

/** The clock of the machine. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, alarm) {
    const timer = setTimeout(alarm, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export interface ManualClock extends Clock {
  /** Moves the time forward, and calls every alarm that is due, in order. */
  advance(milliseconds: number): void;
}

/** Creates a clock that only `advance` moves. The clock starts at the machine's time, so that ids look real. */
export function manualClock(start: number = Date.now()): ManualClock {
  let time = start;
  const alarms = new Set<{ at: number; alarm: () => void }>();

  return {
    now: () => time,
    after(milliseconds, alarm) {
      const entry = { at: time + milliseconds, alarm };
      alarms.add(entry);
      return () => alarms.delete(entry);
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const [next] = [...alarms].filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        alarms.delete(next);
        time = next.at;
        next.alarm();
      }
      time = end;
    },
  };
}
