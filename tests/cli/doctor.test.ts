import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { encodeChecksummedJson } from '../../src/files/checksummed-json.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { newSound } from '../storage/helpers/sounds.ts';
import { soundalike } from './soundalike.ts';

const doctor = (...args: string[]) => soundalike(['doctor', ...args]);

test('soundalike doctor reports damage, repairs damage with --repair, and then finds no problems', async () => {
  const data = await temporaryFolder();
  const libraries = await openIn(data);
  await (await libraries.open('42')).change((writer) => writer.add(newSound(1)));
  await libraries.close();
  const segment = path.join('guilds', '42', 'segment-0000.json');
  await writeFile(path.join(data, segment), 'garbage');

  const found = await doctor('--data', data);
  expect(found).toMatchObject({ status: 1, stderr: '' });
  expect(found.stdout).toContain(`${segment}: `);
  expect(found.stdout).toMatch(/1 of 1 can be repaired: run the doctor again with --repair\.\n$/);

  const repaired = await doctor('--data', data, '--repair', '--json');
  expect(repaired.status).toBe(0);
  expect(JSON.parse(repaired.stdout)).toMatchObject({ findings: [{ file: segment, repaired: true }] });

  // The damaged file stays in quarantine until the operator has looked at it and removes it.
  const aside = await doctor('--data', data);
  expect(aside).toMatchObject({ status: 1, stdout: expect.stringContaining('quarantine') });
  await rm(path.join(data, 'guilds', '42', 'quarantine'), { recursive: true });
  expect(await doctor('--data', data)).toEqual({ status: 0, stdout: `No problems found in ${data}.\n`, stderr: '' });
  const [sound] = (await (await openIn(data)).open('42')).list();
  expect(sound?.label).toBe(newSound(1).label);
});

test('soundalike doctor reports files of a later version and does not change them', async () => {
  const data = await temporaryFolder();
  const libraries = await openIn(data);
  await (await libraries.open('42')).change((writer) => writer.add(newSound(1)));
  await libraries.close();
  const segment = path.join('guilds', '42', 'segment-0000.json');
  for (const name of [segment, `${segment}.bak`])
    await writeFile(path.join(data, name), encodeChecksummedJson(99, '"sounds":[]}'));

  const { status, stdout, stderr } = await doctor('--data', data, '--repair');
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(/^.*segment-0000\.json: was written by a later version.*\n$/);
  // The doctor cannot read a segment of a later version, so it must not remove audio files as files without a sound.
  expect(await readdir(path.join(data, 'guilds', '42', 'audio'))).toHaveLength(1);
});

test('soundalike doctor rejects a data folder that does not exist', async () => {
  const nowhere = path.join(await temporaryFolder(), 'nowhere');
  const { status, stderr } = await doctor('--data', nowhere);
  expect({ status, stderr }).toEqual({ status: 1, stderr: `soundalike: There is no folder ${nowhere}.\n` });
});
