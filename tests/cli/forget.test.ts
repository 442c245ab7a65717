import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import * as questionsModule from '../../src/commands/shared/questions.ts';
import { OperatorError } from '../../src/errors.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { newSound } from '../storage/helpers/sounds.ts';
import { soundalike } from './soundalike.ts';

const BEN = { id: '700000000000000007', name: 'Ben' };
const ADA = { id: '800000000000000008', name: 'Ada' };

test('soundalike forget erases a member in all libraries, in quarantine and in the list of messages', async () => {
  const data = await temporaryFolder();
  const libraries = await openIn(data);
  for (const guild of ['41', '42'])
    await (await libraries.open(guild)).change(async (writer) => {
      await writer.add({ ...newSound(1), addedBy: BEN });
      await writer.add({ ...newSound(2), addedBy: ADA });
      await writer.add({ ...newSound(3), addedBy: ADA, messageAuthorId: BEN.id });
    });
  await libraries.messages.add('42', { memberId: BEN.id, channelId: '1', messageId: '2' });
  await libraries.close();
  // A damaged segment with its audio, and an audio file without a record.
  const folder = path.join(data, 'guilds', '42');
  const quarantine = path.join(folder, 'quarantine');
  const damaged = `garbage\n${await readFile(path.join(folder, 'segment-0000.json'), 'utf8')}`;
  const ids = [...damaged.matchAll(/"id":"([a-z0-9]{20})"/g)].map(([, id]) => id ?? '');
  await mkdir(quarantine);
  await writeFile(path.join(quarantine, 'segment-0000.json.20260101'), damaged);
  for (const id of [...ids, 'f'.repeat(20)]) await writeFile(path.join(quarantine, `${id}.wav`), 'audio');

  const { status, stdout } = await soundalike(['forget', '--user', BEN.id, '--data', data]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^41: erased 2 sounds, 0 entries and files in quarantine$/m);
  expect(stdout).toMatch(
    /^42: erased 2 sounds, 4 entries and files in quarantine, the list of 1 messages .* 1 audio file/m,
  );
  const files = await readdir(data, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile() && !each.name.startsWith('lock')))
    expect(await readFile(path.join(file.parentPath, file.name), 'latin1'), file.name).not.toContain(BEN.id);
  expect(await readdir(quarantine)).toEqual(
    ['f'.repeat(20), ids[1]]
      .map((id) => `${id}.wav`)
      .concat('segment-0000.json.20260101')
      .sort(),
  );
  const [sound, ...others] = (await (await openIn(data)).open('42')).list();
  expect([sound?.addedBy, others]).toEqual([ADA, []]);
});

test('soundalike forget erases from the other libraries if one cannot be opened, and says which', async () => {
  const data = await temporaryFolder();
  const libraries = await openIn(data);
  await (await libraries.open('41')).change((writer) => writer.add({ ...newSound(1), addedBy: BEN }));
  await libraries.close();
  await writeFile(path.join(data, 'guilds', '40'), 'not a folder');
  const { status, stdout, stderr } = await soundalike(['forget', '--user', BEN.id, '--data', data]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^41: erased 1 sounds/);
  expect(stderr).toMatch(/^40: not erased: .*40/m);
});

test('soundalike forget says that a folder has no library', async () => {
  const data = await temporaryFolder();
  expect(await soundalike(['forget', '--user', BEN.id, '--data', data])).toEqual({
    status: 0,
    stdout: '',
    stderr: `There is no library in ${data}.\n`,
  });
});

test('soundalike forget leaves the folder unlocked if the questions cannot be erased', async () => {
  const data = await temporaryFolder();
  await (await openIn(data)).close();
  vi.spyOn(questionsModule, 'openQuestions').mockRejectedValueOnce(new OperatorError('usage', 'not readable'));
  expect((await soundalike(['forget', '--user', BEN.id, '--data', data])).stderr).toContain('not readable');
  await (await openIn(data)).close();
});

test('soundalike forget needs the id of a member', async () => {
  expect(await soundalike(['forget'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--user ID is required'),
  });
  expect((await soundalike(['forget', '--user', 'ben'])).stderr).toContain('takes the id of a member');
});
