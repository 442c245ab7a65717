import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createChangeQueue } from '../../../src/storage/change-queue.ts';
import { createDepartures } from '../../../src/storage/lowdb/departures.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

async function openDepartures(...guilds: readonly string[]) {
  const root = await temporaryFolder();
  for (const guild of guilds) await mkdir(path.join(root, guild));
  const closing = new AbortController().signal;
  const departures = createDepartures({ root, guilds: async () => guilds, changes: createChangeQueue(), closing });
  return { root, departures };
}

test('a note that cannot be read does not hide the others', async () => {
  const { root, departures } = await openDepartures('1', '2');
  await mkdir(path.join(root, '1', 'left'));
  const at = new Date('2026-01-02T03:04:05Z');
  await departures.note('2', at);
  expect([...(await departures.list())]).toEqual([['2', at]]);
});
