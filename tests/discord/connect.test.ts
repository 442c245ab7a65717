import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connect } from '../../src/discord/connect.ts';
import { RequestLost } from '../../src/discord/timed-request.ts';
import { OperatorError } from '../../src/errors.ts';

const OUTAGE_S = 600;

test.for([
  ['fails at once', 0],
  ['times out after 10 s', 10],
] as const)(
  'if the network is away for 10 minutes and each request %s, the bot logs in within 30 s of its return',
  async ([, requestSeconds]) => {
    let time = 0;
    const pauses: number[] = [];
    const lines: string[] = [];
    const connecting = connect({
      token: 'token',
      create: () => {
        throw new OperatorError('usage', 'the login');
      },
      async fetchLimit() {
        if (time >= OUTAGE_S) return { remaining: 1000, reset_after: 0, max_concurrency: 1 };
        time += requestSeconds;
        throw new RequestLost('the connection to Discord was lost');
      },
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      signal: new AbortController().signal,
      async pause(ms) {
        pauses.push(ms / 1000);
        time += ms / 1000;
      },
    });
    await expect(connecting).rejects.toThrow('the login');
    expect(time - OUTAGE_S).toBeLessThanOrEqual(30);
    expect(pauses.slice(0, 6)).toEqual([1, 2, 4, 8, 15, 15]);
    expect(lines).toHaveLength(1);
  },
);
