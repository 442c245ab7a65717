import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { StorageLog } from '../libraries.ts';
import { type Columns, copyRows } from './copy-rows.ts';
import { explainDatabaseError, isRefusal, isTransient } from './explain-database-error.ts';

/** Milliseconds after which a transaction that cannot be carried out is no longer retried. */
const RETRY_MS = 4000;
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1000;
const CONNECT_MS = 3000;
/** Time in which a health check expects an answer. */
const PROBE_MS = 2000;
/** Time limit of the client, for a server that does not answer. It is longer than the server's own limit. */
const QUERY_MS = 12_000;
const MAX_CONNECTIONS = 10;
/**
 * Begins a transaction. Its limits are local, because a pooler may give the connection to another process afterwards. A
 * process that is stopped in a transaction would hold its locks until the last of these limits.
 */
const BEGIN = `begin; set local statement_timeout = '10s'; set local lock_timeout = '4s';
  set local idle_in_transaction_session_timeout = '4s'`;

/** Runs the statements of one transaction. */
export interface Session {
  /** Runs a statement, and parses each row of its result. */
  rows<T>(schema: z.ZodType<T>, text: string, values?: readonly unknown[]): Promise<T[]>;
  execute(text: string, values?: readonly unknown[]): Promise<void>;
}

/** A PostgreSQL server. All errors of the connection become the `UserError` `databaseAway`, after some retries. */
export interface Database {
  /**
   * Runs one statement. If the connection is lost, the statement is run again, so it must be harmless to run twice.
   */
  rows<T>(schema: z.ZodType<T>, text: string, values?: readonly unknown[]): Promise<T[]>;
  /** Runs a query as {@link copyRows} does. If the connection is lost, the query is run again, and rows are repeated. */
  copy(query: string, onRow: (columns: Columns) => void): Promise<void>;
  /**
   * Runs `task` in a transaction, and again if the transaction failed for a reason that may pass.
   * @throws UserError `databaseUnsure` if the connection was lost while the transaction was being committed, unless
   * `wasCommitted` finds out; UserError `databaseAway` if nothing was changed
   */
  transaction<T>(task: (session: Session) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Returns whether the server answers at the moment. */
  isAvailable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface TransactionOptions {
  /** Looks whether an earlier attempt, whose end is unknown, was committed. */
  readonly wasCommitted?: (session: Session) => Promise<boolean>;
}

/** Creates a pool of connections to the server at `url`. The first statement opens the first connection. */
export function openDatabase(url: string, log?: StorageLog): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'soundalike',
  });
  // Without these listeners, a lost connection would end the process. The next statement reports the failure.
  pool.on('error', (error) => log?.warn({ reason: error.message }, 'a connection to the database was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  /** Runs `work`, for which `close` waits. */
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    work.then(
      () => running.delete(work),
      () => running.delete(work),
    );
    return work;
  };

  /** Repeats `attempt` until it succeeds, fails for good, or the time for retries is over. */
  const retried = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const end = performance.now() + RETRY_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isTransient(error) || closing.signal.aborted || performance.now() + pause > end)
          throw explainDatabaseError(error);
        await wait(pause);
      }
    }
  };

  return {
    rows: (schema, text, values) => tracked(retried(() => sessionOf(pool).rows(schema, text, values))),
    async copy(query, onRow) {
      const attempt = async () => {
        const client = await pool.connect();
        let lost: Error | undefined;
        try {
          await copyRows(client, query, onRow);
        } catch (error) {
          if (isTransient(error)) lost = error instanceof Error ? error : new Error(String(error));
          throw error;
        } finally {
          client.release(lost);
        }
      };
      return tracked(retried(attempt));
    },
    async transaction(task, { wasCommitted } = {}) {
      /** Result of an attempt whose commit was sent, and not refused. */
      let outcome: { readonly result: Awaited<ReturnType<typeof task>> } | undefined;
      const attempt = async () => {
        const client = await pool.connect();
        const session = sessionOf(client);
        let lost: Error | undefined;
        try {
          await client.query(BEGIN);
          // The end of the earlier attempt is unknown until this finds it.
          if (outcome && wasCommitted && (await wasCommitted(session))) {
            await client.query('commit');
            return outcome.result;
          }
          outcome = undefined;
          const result = await task(session);
          outcome = { result };
          await client.query('commit');
          return result;
        } catch (error) {
          if (isTransient(error)) lost = error instanceof Error ? error : new Error(String(error));
          else await client.query('rollback').catch((failure) => (lost = failure));
          if (!isTransient(error) || isRefusal(error)) outcome = undefined;
          throw error;
        } finally {
          client.release(lost);
        }
      };
      return tracked(retried(attempt)).catch((error) => {
        const isUnsure = outcome !== undefined && error instanceof UserError;
        throw isUnsure ? new UserError({ code: 'databaseUnsure' }, { cause: error }) : error;
      });
    },
    async isAvailable() {
      const answer = tracked(pool.query('select 1')).then(
        () => true,
        () => false,
      );
      return Promise.race([answer, wait(PROBE_MS, false, { ref: false })]);
    },
    async close() {
      closing.abort();
      await Promise.allSettled(running);
      await pool.end();
    },
  };
}

function sessionOf(client: pg.Pool | pg.PoolClient): Session {
  return {
    async rows(schema, text, values = []) {
      const { rows } = await client.query({ text, values: [...values] });
      return rows.map((row) => schema.parse(row));
    },
    async execute(text, values = []) {
      await client.query({ text, values: [...values] });
    },
  };
}
