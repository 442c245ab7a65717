import { expect, test } from 'vitest';
import { ownLibraries } from '../../src/storage/own-libraries.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { newSound } from './helpers/sounds.ts';

test('a process with some shards lists only the guilds on them, and their departures', async () => {
  const all = await openIn(await temporaryFolder());
  // Discord's formula for the shard of a guild is (id >> 22) % shards.
  const guilds = [4n, 5n, 6n, 7n].map((number) => String(number << 22n));
  for (const id of guilds) {
    await (await all.open(id)).change((writer) => writer.add(newSound(1)));
    await all.departures.note(id, new Date(0));
  }
  const own = ownLibraries(all, { shards: [1, 3], total: 4 });
  expect(await own.guilds()).toEqual([guilds[1], guilds[3]]);
  expect([...(await own.departures.list()).keys()]).toEqual([guilds[1], guilds[3]]);
  expect((await own.open(guilds[1] ?? '')).size).toBe(1);
});
