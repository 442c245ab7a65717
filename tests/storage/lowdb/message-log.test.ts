import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createChangeQueue } from '../../../src/storage/change-queue.ts';
import { createMessageLog } from '../../../src/storage/lowdb/message-log.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

async function openLog() {
  const folder = await temporaryFolder();
  const folderOf = (guildId: string) => path.join(folder, guildId);
  const open = () =>
    createMessageLog({ folderOf, changes: createChangeQueue(), closing: new AbortController().signal });
  return { open, file: path.join(folder, '1', 'messages.log') };
}
const message = (memberId: string, messageId: number) => ({ memberId, channelId: '7', messageId: String(messageId) });

test('a line that a crash left incomplete costs only that line', async () => {
  const { open, file } = await openLog();
  await open().add('1', message('10', 1));
  await appendFile(file, '10 7');
  await open().add('1', message('10', 2));
  expect(await open().of('1', '10')).toEqual([message('10', 1), message('10', 2)]);
});

test('only the newest messages are kept', async () => {
  const { open, file } = await openLog();
  await open().add('1', message('10', 0));
  await appendFile(file, Array.from({ length: 60_000 }, (_, id) => `10 7 ${id}\n`).join(''));
  await open().add('1', message('10', 60_000));
  const kept = await open().of('1', '10');
  expect([kept.length, kept.at(-1)]).toEqual([5000, message('10', 60_000)]);
  expect((await readFile(file)).length).toBeLessThan(100_000);
});
