import { pack } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { errorCode } from '../../files/fs-errors.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { ChangeQueue } from '../change-queue.ts';
import type { NewDerived } from '../derived-data.ts';
import { floatsToBytes } from '../float-bytes.ts';
import type { StorageLog } from '../libraries.ts';
import type { Library, NewSound } from '../library.ts';
import { audioExtension } from '../lowdb/audio-files.ts';
import { checkEmbedding, newEntry, relationsOf } from '../lowdb/entry.ts';
import { openWriter, type StoreWriter } from '../open-writer.ts';
import { checkQuota, type HostQuota } from '../quota.ts';
import type { Database } from './database.ts';
import { derivedStatement, readAllDerived, readDerived } from './derived-rows.ts';
import type { createGuildLeases, GuildLease } from './guild-leases.ts';
import { type ChangedSound, createLoadedSounds, type LoadedSound } from './loaded-sounds.ts';
import { insertStatement, recordOf } from './sound-rows.ts';

export interface PostgresLibraryOptions {
  readonly guildId: string;
  readonly database: Database;
  readonly leases: ReturnType<typeof createGuildLeases>;
  readonly blobs: BlobStore;
  readonly limits: HostQuota;
  readonly log: StorageLog | undefined;
  readonly changes: ChangeQueue;
  /** Signal that aborts when the store closes or the library is erased. After that, no change begins. */
  readonly closing: AbortSignal;
}

/** A sound that is about to be stored. Without audio, only its row is. */
interface AddedSound {
  readonly row: ChangedSound;
  readonly audio: NewSound['audio'] | undefined;
  readonly derived: NewDerived;
}

/** A library that can be brought up to date with the changes that other processes have made. */
export interface PostgresLibrary extends Library {
  /** @param askedAt time (`performance.now`) up to which all changes must be included; default: now */
  refresh(askedAt?: number): Promise<void>;
}

/** Opens a guild's library by reading its rows. */
export async function openPostgresLibrary(options: PostgresLibraryOptions): Promise<PostgresLibrary> {
  const { guildId, database, leases, blobs, limits, log, changes, closing } = options;
  const loaded = createLoadedSounds(guildId, database, (row) =>
    log?.warn({ guildId, ...row }, 'a sound in the database cannot be read'),
  );
  await loaded.refresh();
  const { entries, index } = loaded;
  const noteLeftOver = (error: unknown) =>
    log?.warn({ guildId, code: errorCode(error) }, 'audio of a removed sound is left over; it is removed later');

  const writerFor = (lease: GuildLease): StoreWriter => {
    /** Replaces sounds by what `changed` returns for them, in one transaction. */
    const replace = async (ids: Iterable<string>, changed: (entry: LoadedSound) => ChangedSound) => {
      const before = [...new Set(ids)].flatMap((id) => entries.get(id) ?? []);
      if (before.length === 0) return [];
      const after = before.map(changed);
      const version = await lease.commit(({ execute }, newVersion) =>
        execute(
          `update sounds set changed = $2, record = new.record::json, vector = coalesce(new.vector, sounds.vector)
           from unnest($3::text[], $4::text[], $5::bytea[]) as new(id, record, vector)
           where guild_id = $1 and sounds.id = new.id`,
          [
            ...[guildId, newVersion, after.map(({ sound }) => sound.id)],
            after.map(({ sound, extension }) => recordOf(sound, extension)),
            after.map(({ packed }) => (packed ? floatsToBytes(packed) : null)),
          ],
        ),
      );
      loaded.apply(version, { put: after });
      return after.map(({ sound }) => sound);
    };

    /** Stores new sounds: first the audio, then all rows in one transaction. */
    const insert = async (added: readonly AddedSound[]) => {
      const rows = added.map(({ row }) => row);
      const stored: string[] = [];
      const putAudio = async ({ row, audio }: AddedSound) => {
        if (!audio) return;
        const key = blobKey(guildId, row);
        await blobs.put(key, audio);
        stored.push(key);
      };
      try {
        // Waits for all, because audio that is stored after the removal below would be left over.
        for (const result of await Promise.allSettled(added.map(putAudio)))
          if (result.status === 'rejected') throw result.reason;
        const version = await lease.commit(async ({ execute }, newVersion) => {
          await execute(...insertStatement(guildId, newVersion, rows));
          for (const { row, derived } of added) {
            const { fingerprint, searchData } = derived;
            if (fingerprint) await execute(...derivedStatement(guildId, row.sound.id, 'fingerprint', fingerprint));
            if (searchData) await execute(...derivedStatement(guildId, row.sound.id, 'search data', searchData));
          }
        });
        loaded.apply(version, { put: rows });
      } catch (error) {
        // The records may be there if the database did not answer. Audio without a record is removed later.
        const isUnsure = error instanceof UserError && error.code === 'databaseUnsure';
        if (!isUnsure) await blobs.remove(stored).catch(noteLeftOver);
        throw error;
      }
    };

    return {
      async addAll(given, quota) {
        for (const { embedding } of given) checkEmbedding(embedding);
        checkQuota(index.usageWith(given), limits, quota);
        const order = index.nextOrder;
        const added = await Promise.all(
          given.map(async (sound, place) => ({
            row: { ...(await newEntry(sound, order + place)), packed: pack(sound.embedding) },
            audio: sound.audio,
            derived: { fingerprint: sound.compared?.fingerprint, searchData: sound.searchData },
          })),
        );
        await insert(added);
        return added.map(({ row }) => row.sound);
      },
      async restore({ sound, embedding, audio, ...derived }) {
        const known = entries.get(sound.id);
        if (known) {
          const key = blobKey(guildId, known);
          if (audio && (await blobs.find(key)) === undefined) await blobs.put(key, audio);
          return;
        }
        const extension = audioExtension(sound.fileName);
        const packed = embedding && pack(embedding);
        await insert([{ row: { sound, order: index.nextOrder, extension, packed }, audio, derived }]);
      },
      async edit(id, change) {
        const [edited] = await replace([id], ({ sound, ...entry }) => ({ ...entry, sound: { ...sound, ...change } }));
        return edited;
      },
      async reembed(embeddings) {
        for (const embedding of embeddings.values()) checkEmbedding(embedding);
        return replace(embeddings.keys(), ({ sound, ...entry }) => {
          const embedding = embeddings.get(sound.id);
          if (!embedding) return { ...entry, sound };
          const { version, clapModel, seconds } = embedding;
          return { ...entry, sound: { ...sound, version, clapModel, seconds }, packed: pack(embedding) };
        });
      },
      async describe(id, descriptors) {
        const [described] = await replace([id], ({ sound, ...entry }) => ({
          ...entry,
          sound: { ...sound, descriptors },
        }));
        return described;
      },
      async relate(id, compared) {
        const entry = entries.get(id);
        if (!entry) return undefined;
        const sound = { ...entry.sound, relations: relationsOf(compared) };
        const version = await lease.commit(async ({ execute }, newVersion) => {
          await execute('update sounds set changed = $3, record = $4 where guild_id = $1 and id = $2', [
            ...[guildId, id, newVersion, recordOf(sound, entry.extension)],
          ]);
          await execute(...derivedStatement(guildId, id, 'fingerprint', compared.fingerprint));
        });
        loaded.apply(version, { put: [{ ...entry, sound }] });
        return sound;
      },
      async setSearchData(id, searchData) {
        if (!entries.has(id)) return;
        const version = await lease.commit(async ({ execute }) => {
          await execute(...derivedStatement(guildId, id, 'search data', searchData));
        });
        loaded.apply(version, {});
      },
      async remove(ids) {
        const gone = [...new Set(ids)].flatMap((id) => entries.get(id) ?? []);
        if (gone.length === 0) return [];
        const goneIds = gone.map(({ sound }) => sound.id);
        const version = await lease.commit(async ({ execute }) => {
          await execute('delete from sounds where guild_id = $1 and id = any($2)', [guildId, goneIds]);
          await execute('delete from derived where guild_id = $1 and sound_id = any($2)', [guildId, goneIds]);
        });
        loaded.apply(version, { remove: goneIds });
        await blobs.remove(gone.map((entry) => blobKey(guildId, entry))).catch(noteLeftOver);
        return gone.map(({ sound }) => sound);
      },
    };
  };

  const keyOf = (id: string) => {
    const entry = entries.get(id);
    return entry && blobKey(guildId, entry);
  };
  const { tags, get, list, copiesOf, embedding } = index;
  const library: PostgresLibrary = {
    guildId,
    get size() {
      return entries.size;
    },
    get bytes() {
      return index.bytes;
    },
    ...{ tags, get, list, copiesOf, embedding },
    problems: loaded.problems,
    refresh: (askedAt) => loaded.refresh(askedAt === undefined ? {} : { askedAt }),
    async change(task) {
      closing.throwIfAborted();
      const run = () =>
        leases.run(guildId, async (lease) => {
          await loaded.refresh({ known: lease.version });
          const { writer, end } = openWriter(writerFor(lease));
          try {
            return await task(writer);
          } finally {
            await end();
          }
        });
      return changes.run(guildId, run, library);
    },
    async audio(id) {
      const key = keyOf(id);
      return key === undefined ? undefined : blobs.read(key);
    },
    async audioPath(id) {
      const key = keyOf(id);
      return key === undefined ? undefined : blobs.find(key);
    },
    fingerprint: async (id) => (entries.has(id) ? readDerived(database, guildId, id, 'fingerprint') : undefined),
    searchData: async (id) => (entries.has(id) ? readDerived(database, guildId, id, 'search data') : undefined),
    searchDataOf: (ids) =>
      readAllDerived(
        database,
        guildId,
        ids.filter((id) => entries.has(id)),
        'search data',
      ),
    async search(query, options) {
      await loaded.refresh();
      return index.search(query, options);
    },
  };
  return library;
}

function blobKey(guildId: string, { sound, extension }: Pick<LoadedSound, 'sound' | 'extension'>): string {
  return `${guildId}/${sound.id}.${extension}`;
}
