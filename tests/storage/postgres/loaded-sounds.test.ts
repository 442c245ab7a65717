import { expect, test } from 'vitest';
import { withClient } from '../../helpers/postgres-server.ts';
import { testDatabase } from '../../helpers/test-database.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';

/** More sounds than two statements read. */
const COPIES = 2100;

test('a library of many sounds is complete, in the order of adding although some were changed later', async () => {
  const url = await testDatabase();
  const place = await postgresPlace(url);
  const libraries = await place.open();
  const library = await libraries.open('1');
  await library.change((writer) => writer.add(newSound(0)));
  await withClient(url, async (client) => {
    await client.query(
      `insert into sounds (guild_id, id, position, changed, record, vector)
       select guild_id, new.id, i, changed, (record::jsonb || jsonb_build_object('id', new.id, 'label', 'copy ' || i))::json,
         vector from sounds, generate_series(1, $1) as i, lateral (select lpad(to_hex(i), 20, '0') as id) as new`,
      [COPIES],
    );
    const touch = (from: number, to: number) =>
      client.query("update sounds set changed = nextval('guild_versions') where position between $1 and $2", [
        from,
        to,
      ]);
    await touch(1, COPIES);
    await touch(10, 1500);
    await client.query('update guilds set version = (select max(changed) from sounds)');
  });
  const labels = ['sound 0', ...Array.from({ length: COPIES }, (_, index) => `copy ${index + 1}`)];
  const other = await (await place.open()).open('1');
  expect(other.list().map(({ label }) => label)).toEqual(labels);
  expect((await libraries.open('1')).list().map(({ label }) => label)).toEqual(labels);
  // All are the same sound, so that they are in the order of adding.
  const hits = await other.search(queryOf(embeddingOf(0)), { top: 3 });
  expect(hits.map(({ sound }) => sound.label)).toEqual(labels.slice(0, 3));
});
