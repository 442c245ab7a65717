import pg from 'pg';

/** Number of bytes before the first row: a signature, flags, and the length of an extension that has never been used. */
const HEADER_BYTES = 19;
/** Number of columns of the row that ends the data. */
const END = -1;

/** The columns of a row in PostgreSQL's binary format; null for SQL's null. */
export type Columns = readonly (Buffer | null)[];

/**
 * Runs a query without parameters, and calls `onRow` with each row as it arrives. The columns are views of memory that is
 * used again after the call. Unlike `client.query`, this makes no text of the bytes, and keeps no rows.
 * Method: `COPY ... TO STDOUT (FORMAT binary)`. The server sends each row as one message, the first with the header.
 */
export function copyRows(client: pg.PoolClient, query: string, onRow: (columns: Columns) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: unknown;
    let isFirst = true;
    const copy = new pg.Query(`copy (${query}) to stdout (format binary)`, (error) => {
      if (error ?? failure) reject(error ?? failure);
      else resolve();
    });
    const handleCopyData = ({ chunk }: { readonly chunk: Buffer }) => {
      if (failure) return;
      try {
        const columns = columnsOf(isFirst ? chunk.subarray(HEADER_BYTES) : chunk);
        isFirst = false;
        if (columns) onRow(columns);
      } catch (error) {
        // An error thrown in this handler would be uncaught, and would end the process.
        failure = error;
      }
    };
    // The class ignores the data of a copy, unless this method is replaced.
    client.query(Object.assign(copy, { handleCopyData }));
  });
}

/** Returns the columns of a row; undefined for the end of the data. */
function columnsOf(row: Buffer): Columns | undefined {
  const count = row.readInt16BE(0);
  if (count === END) return undefined;
  let at = 2;
  return Array.from({ length: count }, () => {
    const length = row.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    const column = row.subarray(at, at + length);
    at += length;
    return column;
  });
}
