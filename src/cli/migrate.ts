import path from 'node:path';
import { type CopiedLibrary, copyLibrary } from '../storage/copy-library.ts';
import { type Libraries, openLibraries, type StorageOptions } from '../storage/index.ts';
import { describeFailure } from './describe-failure.ts';
import { type Arguments, configFrom, existingFolder, required, UsageError } from './options.ts';

/** What became of the library of one server. */
interface Migrated {
  readonly guild: string;
  readonly sounds: number;
  /** SHA-256 of all data of the server, equal in both stores; null if the copy is not identical. */
  readonly checksum: string | null;
  readonly problem: string | null;
}

const PROGRESS_MS = 1000;

/**
 * `migrate --from STORE --to STORE`: copies all libraries from one store to another, and compares them. Can be repeated
 * after an interruption. Returns false if a library could not be copied or is not identical.
 */
export async function migrate(args: Arguments): Promise<boolean> {
  if (args.files.length > 0) throw new UsageError('name the stores with --from and --to');
  const from = await storageAt(args, required(args.from, '--from STORE'), args['from-blobs'], existingFolder);
  const to = await storageAt(args, required(args.to, '--to STORE'), args['to-blobs'], async (folder) => folder);
  checkPlaces(from, to);
  const source = await openLibraries(from);
  try {
    const target = await openLibraries(to);
    try {
      return await migrateAll(source, target, args.json);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Returns the options that open the store with this name: a data folder, or the address of a database. */
async function storageAt(
  args: Arguments,
  name: string,
  blobs: string | undefined,
  folderOf: (name: string) => Promise<string>,
): Promise<StorageOptions> {
  const config = configFrom(args);
  if (!/^postgres(ql)?:/.test(name)) return { store: 'lowdb', dataDir: await folderOf(name) };
  return { store: 'postgres', dataDir: config.DATA_DIR, databaseUrl: name, blobs: blobs ?? config.BLOBS };
}

/**
 * Checks that two databases do not share their audio. Each of them removes audio that it has no record of.
 * @throws UsageError if they may share it
 */
function checkPlaces(from: StorageOptions, to: StorageOptions): void {
  if (from.store !== 'postgres' || to.store !== 'postgres') return;
  const place = ({ blobs = '' }: StorageOptions) => blobs.replace(/^folder:(.+)/, (_, folder) => path.resolve(folder));
  if (place(from) === place(to))
    throw new UsageError('two databases cannot share their audio: name both places with --from-blobs and --to-blobs');
}

async function migrateAll(source: Libraries, target: Libraries, isJson: boolean): Promise<boolean> {
  let isComplete = true;
  for (const guild of await source.guilds()) {
    const migrated = await migrateGuild(source, target, guild);
    isComplete &&= migrated.problem === null;
    process.stdout.write(`${isJson ? JSON.stringify(migrated) : lineOf(migrated)}\n`);
  }
  return isComplete;
}

async function migrateGuild(source: Libraries, target: Libraries, guild: string): Promise<Migrated> {
  let shownAt = performance.now();
  const onProgress = (sounds: number) => {
    if (performance.now() < shownAt + PROGRESS_MS) return;
    shownAt = performance.now();
    process.stderr.write(`${guild}: ${sounds} sounds\n`);
  };
  try {
    const copied = await copyLibrary(source, target, guild, { onProgress });
    if (!copied) return { guild, sounds: 0, checksum: null, problem: 'the target has other sounds of this server' };
    const isIdentical = copied.from === copied.to;
    return { guild, sounds: copied.sounds, checksum: isIdentical ? copied.to : null, problem: problemOf(copied) };
  } catch (error) {
    return { guild, sounds: 0, checksum: null, problem: describeFailure(error) };
  }
}

function problemOf({ from, to, problems }: CopiedLibrary): string | null {
  if (from !== to) return 'the copy is not identical: a sound was changed meanwhile';
  const [first] = problems;
  return first === undefined
    ? null
    : `what can be read is copied; ${problems.length} problems in the source, first: ${first}`;
}

function lineOf({ guild, sounds, checksum, problem }: Migrated): string {
  if (problem !== null) return `${guild}: not migrated: ${problem}`;
  return `${guild}: ${sounds} sounds, identical (SHA-256 ${checksum?.slice(0, 16)})`;
}
