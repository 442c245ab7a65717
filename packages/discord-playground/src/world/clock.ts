/** The time, and alarms in it. Injected, so that the 3-second and 15-minute rules are tested without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `alarm` once, `milliseconds` from now; the returned function calls it off. */
  after(milliseconds: number, alarm: () => void): () => void;
}

/** The machine's own time. Its alarms keep no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, alarm) {
    const timer = setTimeout(alarm, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export interface ManualClock extends Clock {
  /** Moves the time on, ringing every alarm that falls due, in order. */
  advance(milliseconds: number): void;
}

/** A clock that stands still until it is told to move. Starts at the machine's time, so that ids look like today's. */
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
