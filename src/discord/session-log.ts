import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { replaceFile } from '../files/durable.ts';

/** Number of sessions to remember of each shard: more than a shard may start in a day. */
const MAX_SESSIONS = 100;

const stored = z.object({ sessions: z.record(z.string(), z.array(z.number())) });

/** Times at which the shards of the bot started their latest sessions. */
export interface SessionLog {
  /** Returns the times of a shard in milliseconds since 1970, ascending. */
  of(shard: number): readonly number[];
  add(shard: number, time: number): Promise<void>;
  /** Removes the latest session of each shard, because the operator ended it, and not Discord or a failure. */
  endInOrder(): Promise<void>;
}

/**
 * Opens the log of sessions, in a file, so that a bot that a supervisor restarts again and again still counts them. A
 * file that cannot be read counts as empty, and a failed write is ignored: the log then starts with the process.
 * @param file null to keep the log in memory only
 */
export async function openSessionLog(file: string | null): Promise<SessionLog> {
  const sessions = new Map(Object.entries(file === null ? {} : await readSessions(file)));
  const write = async () => {
    if (file === null) return;
    const content = JSON.stringify({ sessions: Object.fromEntries(sessions) });
    await replaceFile(file, Buffer.from(content)).catch(() => undefined);
  };
  return {
    of: (shard) => sessions.get(String(shard)) ?? [],
    async add(shard, time) {
      sessions.set(String(shard), [...(sessions.get(String(shard)) ?? []), time].slice(-MAX_SESSIONS));
      await write();
    },
    async endInOrder() {
      for (const [shard, times] of sessions) sessions.set(shard, times.slice(0, -1));
      await write();
    },
  };
}

async function readSessions(file: string): Promise<Record<string, number[]>> {
  try {
    return stored.parse(JSON.parse(await readFile(file, 'utf8'))).sessions;
  } catch {
    return {};
  }
}
