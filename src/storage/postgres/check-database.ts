import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { CheckedIssue } from '../check-data-folder.ts';
import { type Database, openDatabase } from './database.ts';
import { migrateSchema, missingMigrations } from './migrate-schema.ts';
import { readChangedSounds, type SoundRow, type UnreadableRow } from './sound-rows.ts';

const guild = z.object({ guild_id: z.string() });
const strayRow = z.object({ guild_id: z.string(), sound_id: z.string() });
const STRAYS = `from derived where not exists
  (select from sounds where sounds.guild_id = derived.guild_id and sounds.id = derived.sound_id)`;

/**
 * Reads every row and every audio file of a database. `repair` updates the tables, and removes derived data that no
 * sound has; without it, nothing is changed. The bot may run meanwhile.
 * @throws UserError if the database cannot be reached, OperatorError if a later version has changed its tables
 */
export async function checkDatabase(url: string, blobs: BlobStore, { repair = false } = {}): Promise<CheckedIssue[]> {
  const database = openDatabase(url);
  try {
    const missing = await missingMigrations(database);
    if (repair) await migrateSchema(database);
    const issues: CheckedIssue[] = [];
    if (missing > 0) issues.push(outdated(missing, repair));
    if (missing > 0 && !repair) return issues;
    for (const { guild_id } of await database.rows(guild, 'select guild_id from guilds order by guild_id'))
      issues.push(...(await checkGuild(database, blobs, guild_id)));
    for (const { guild_id, sound_id } of await database.rows(strayRow, `select distinct guild_id, sound_id ${STRAYS}`))
      issues.push({
        file: `${guild_id}/${sound_id}`,
        problem: 'is derived data that no sound has',
        remedy: 'remove it',
        repaired: repair,
      });
    if (repair) await database.rows(z.object({}), `delete ${STRAYS}`);
    return issues;
  } finally {
    await database.close();
    await blobs.close();
  }
}

function outdated(missing: number, repaired: boolean): CheckedIssue {
  const problem = `are of an earlier version (${missing} changes are missing)`;
  return {
    file: 'the tables',
    problem: repaired ? problem : `${problem}, so nothing else was checked`,
    remedy: 'update them',
    repaired,
  };
}

async function checkGuild(
  database: Pick<Database, 'copy'>,
  blobs: BlobStore,
  guildId: string,
): Promise<CheckedIssue[]> {
  const issues: CheckedIssue[] = [];
  const note = (file: string, problem: string) => {
    issues.push({ file, problem, remedy: null, repaired: false });
  };
  const found: ((Omit<SoundRow, 'order' | 'packed'> & { readonly isUsable: boolean }) | UnreadableRow)[] = [];
  await readChangedSounds(database, guildId, 0, (row) => {
    // The vector is in memory that is used again.
    if ('problem' in row) found.push(row);
    else found.push({ sound: row.sound, extension: row.extension, isUsable: row.packed !== undefined });
  });
  for (const row of found) {
    if ('problem' in row) {
      note(`${guildId}/${row.id}`, `has a record that cannot be read: ${row.problem}`);
      continue;
    }
    const { id, label, hash } = row.sound;
    const key = `${guildId}/${id}.${row.extension}`;
    if (!row.isUsable) note(key, 'has a vector in another layout: it is not found until it is analyzed again');
    const audio = await blobs.read(key);
    if (!audio) note(key, `is missing: "${label}" can be found but not played`);
    else if (createHash('sha256').update(audio).digest('hex') !== hash)
      note(key, 'is not the audio that was added: it is damaged');
  }
  return issues;
}
