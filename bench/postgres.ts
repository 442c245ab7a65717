/**
 * Compares the store in PostgreSQL with the files: `npx tsx bench/postgres.ts [GUILDS] [SOUNDS]`, by default 100 guilds of
 * 1,000 sounds. Starts a server of its own that syncs every commit. The sounds are random vectors. "Cold" is a guild that
 * is not in the memory of the process; its rows and files may be in that of the system.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { pack } from '../src/engine/embedding.ts';
import { floatsToBytes } from '../src/storage/float-bytes.ts';
import { type Libraries, openLibraries } from '../src/storage/index.ts';
import { startPostgres, withClient } from '../tests/helpers/postgres-server.ts';
import { createRandom, embeddingOf, newSound, queryOf } from '../tests/storage/helpers/sounds.ts';
import { idOf, writeLibrary } from './write-library.ts';

const [GUILDS = 100, SOUNDS = 1000] = process.argv.slice(2).map(Number);
const ADDS = 200;
const COLD = Math.min(40, GUILDS);
const WARM = 200;
/** Guild to which sounds are added before and after the database is filled. */
const ADDED_TO = '1000000000';
const ROWS_PER_STATEMENT = 500;

const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-postgres-bench-'));
const server = await startPostgres({ isDurable: true });
try {
  const databaseUrl = await server.createDatabase();
  const database = await openLibraries({ store: 'postgres', dataDir, databaseUrl });
  for (let guild = 1; guild <= COLD; guild++) await writeLibrary(path.join(dataDir, 'guilds', String(guild)), SOUNDS);
  const files = await openLibraries({ store: 'lowdb', dataDir });

  const early = await addMany(database);
  const loading = performance.now();
  await withClient(databaseUrl, fill);
  const loaded = performance.now() - loading;
  // The server does this by itself a minute after so many insertions. Before, it checks each row that it reads.
  await withClient(databaseUrl, (client) => client.query('vacuum analyze'));
  const late = await addMany(database);
  const fileAdds = await addMany(files);
  // The two stores alternate, so that other load affects both equally.
  const cold = { database: [] as number[], files: [] as number[] };
  for (let guild = 1; guild <= COLD; guild++) {
    const chosen = String(guild);
    cold.database.push(await timed(() => coldSearch(database, chosen, guild)));
    cold.files.push(await timed(() => coldSearch(files, chosen, guild)));
  }
  const warm = { database: [] as number[], files: [] as number[] };
  for (let run = 0; run < WARM; run++) {
    const chosen = String(1 + (run % COLD));
    warm.database.push(await timed(() => coldSearch(database, chosen, run)));
    warm.files.push(await timed(() => coldSearch(files, chosen, run)));
  }
  const size = await withClient(databaseUrl, (client) => client.query('select pg_database_size(current_database())'));
  console.log(`${GUILDS} guilds of ${SOUNDS} sounds, Node ${process.version}, ${process.arch}`);
  console.log(`bulk load ${(loaded / (GUILDS * SOUNDS)).toFixed(3)} ms a row`);
  console.log(`disk ${(Number(size.rows[0]?.pg_database_size) / (GUILDS * SOUNDS)).toFixed(0)} bytes a sound`);
  console.table({
    'add, empty database': spread(early),
    'add, full database': spread(late),
    'add, files': spread(fileAdds),
    'cold search, database': spread(cold.database),
    'cold search, files': spread(cold.files),
    'warm search, database': spread(warm.database),
    'warm search, files': spread(warm.files),
  });
  const resident = process.memoryUsage().rss / 2 ** 20;
  console.log(
    `memory of the process: ${resident.toFixed(0)} MiB; folder there: ${(await stat(dataDir)).isDirectory()}`,
  );
  await database.close();
  await files.close();
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** Opens a library, unless it is open, and searches it. */
async function coldSearch(libraries: Libraries, guildId: string, seed: number): Promise<void> {
  const library = await libraries.open(guildId);
  const hits = await library.search(queryOf(embeddingOf(10_000 + seed)), { top: 10 });
  if (hits.length !== 10) throw new Error(`guild ${guildId} has ${hits.length} hits`);
}

async function addMany(libraries: Libraries): Promise<number[]> {
  const library = await libraries.open(ADDED_TO);
  const times: number[] = [];
  for (let seed = 0; seed < ADDS; seed++)
    times.push(await timed(() => library.change((writer) => writer.add(newSound(seed)))));
  return times;
}

/** Inserts the sounds of all guilds directly. */
async function fill(client: pg.Client): Promise<void> {
  const random = createRandom(1);
  const packed = pack(embeddingOf(1));
  for (let guild = 1; guild <= GUILDS; guild++) {
    await client.query("insert into guilds (guild_id, version) values ($1, nextval('guild_versions'))", [
      String(guild),
    ]);
    for (let first = 0; first < SOUNDS; first += ROWS_PER_STATEMENT) {
      const orders = Array.from({ length: Math.min(ROWS_PER_STATEMENT, SOUNDS - first) }, (_, index) => first + index);
      await client.query(
        `insert into sounds (guild_id, id, position, changed, record, vector)
         select $1, new.id, new.position, (select version from guilds where guild_id = $1), new.record::json, new.vector
         from unnest($2::text[], $3::bigint[], $4::text[], $5::bytea[]) as new(id, position, record, vector)`,
        [
          ...[String(guild), orders.map(idOf), orders],
          orders.map((order) => recordText(order)),
          orders.map(() => floatsToBytes(packed.map(() => random() / 34))),
        ],
      );
    }
  }
}

function recordText(order: number): string {
  const { label, tags, addedBy, messageUrl, fileName } = newSound(order);
  const hash = order.toString(16).padStart(64, '0');
  const rest = {
    messageAuthorId: null,
    favoredBy: [],
    license: null,
    source: null,
    stated: null,
    collections: [],
    plays: 0,
    seconds: 1.5,
    bytes: 20,
    hash,
    version: '1',
    clapModel: 'clap',
  };
  const addedAt = new Date(order * 1000).toISOString();
  const sound = { id: idOf(order), label, tags, addedBy, addedAt, messageUrl, fileName, ...rest };
  return JSON.stringify({ ...sound, relations: null, descriptors: null, extension: 'wav' });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function spread(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2));
  return { 'p50 ms': at(0.5), 'p90 ms': at(0.9), 'p99 ms': at(0.99) };
}
