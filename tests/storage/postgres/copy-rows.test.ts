import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyRows } from '../../../src/storage/postgres/copy-rows.ts';
import { testDatabase } from '../../helpers/test-database.ts';

describe('copied rows', () => {
  let pool: pg.Pool;
  let client: pg.PoolClient;
  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: await testDatabase() });
    client = await pool.connect();
  });
  afterAll(async () => {
    client.release();
    await pool.end();
  });

  /** Returns copies of the columns, because the memory of a row is used again. */
  const read = async (query: string) => {
    const rows: (Buffer | null)[][] = [];
    await copyRows(client, query, (columns) => rows.push(columns.map((column) => column && Buffer.from(column))));
    return rows;
  };

  test('have numbers, texts and bytes in binary form, and null', async () => {
    const rows = await read(`select 5::bigint, 'ä', '\\x00ff'::bytea, null::text union all select 6, '', '', 'x'`);
    expect(rows).toEqual([
      [Buffer.from('0000000000000005', 'hex'), Buffer.from('ä'), Buffer.from('00ff', 'hex'), null],
      [Buffer.from('0000000000000006', 'hex'), Buffer.alloc(0), Buffer.alloc(0), Buffer.from('x')],
    ]);
    expect(await read('select 1 where false')).toEqual([]);
  });

  test('are complete if they arrive in many parts', async () => {
    const rows = await read(
      `select i, decode(repeat(to_hex(i % 16), 2 * i), 'hex') from generate_series(1, 3000) as i`,
    );
    expect(rows).toHaveLength(3000);
    for (const [index, [, bytes]] of rows.entries())
      expect(bytes?.equals(Buffer.alloc(index + 1, 17 * ((index + 1) % 16)))).toBe(true);
  });

  test('reject if the query or the function for a row fails, and the connection can be used again', async () => {
    await expect(read('select nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(read('select 1 / (3 - i) from generate_series(1, 5) as i')).rejects.toMatchObject({ code: '22012' });
    const failing = copyRows(client, 'select i from generate_series(1, 5000) as i', () => {
      throw new RangeError('not this row');
    });
    await expect(failing).rejects.toThrow('not this row');
    expect(await read('select 1')).toHaveLength(1);
  });
});
