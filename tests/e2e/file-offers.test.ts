import { strToU8, zipSync } from 'fflate';
import { expect } from 'vitest';
import { acidChunk, chunkedWav, infoChunk } from '../helpers/tagged-files.ts';
import { answer, refusal, said } from './reply.ts';
import { addedBy } from './store-sound.ts';
import { test } from './test.ts';

test('what a file says is offered to the member who added it, and taken by a button', async ({
  world,
  guild,
  ben,
  dan,
}) => {
  const file = chunkedWav([['LIST', infoChunk({ INAM: 'Door', IKEY: 'wood', ICOP: 'CC0-1.0' })]]);
  const added = await answer(ben.slash('add', { audio: ben.upload('rec_0042.wav', file) }));
  expect(added.description).toContain('The file says: **Door** · tags: wood · CC0 1.0');
  expect(await guild.labels()).toEqual(['rec_0042']);
  await world.restart();
  expect(await refusal(dan.click(added, 'Use what the file says'))).toMatch(/Ben/);
  await said(ben.click(added, 'Use what the file says'), /^🏷️ Taken from the file: \*\*Door\*\*/);
  expect(await guild.sounds()).toMatchObject([
    { label: 'Door', tags: ['wood'], license: 'CC0-1.0', addedBy: addedBy(ben, 'Ben') },
  ]);
});

test('of several files, a menu takes what some of them say', async ({ guild, ben }) => {
  const loop = (hertz: number, title: string) =>
    chunkedWav(
      [
        ['acid', acidChunk(98)],
        ['LIST', infoChunk({ INAM: title })],
      ],
      hertz,
    );
  const [audio, audio2] = [ben.upload('1.wav', loop(300, 'First')), ben.upload('2.wav', loop(700, 'Second'))];
  const added = await answer(ben.slash('add', { audio, audio2 }));
  await said(ben.select(...added.option(/what the files say/, 1)), /^🏷️ Taken from the file: \*\*Second\*\*/);
  expect(await guild.labels()).toEqual(['1', 'Second']);
});

test('the files of an import offer the same, except the sounds that a list names', async ({ guild, ada }) => {
  const file = (hertz: number, title: string) =>
    chunkedWav([['LIST', infoChunk({ INAM: title, IKEY: 'wood' })]], hertz);
  const list = strToU8(JSON.stringify({ sounds: [{ file: 'named.wav', label: 'Own name' }, { file: 'plain.wav' }] }));
  const archive = zipSync({ 'library.json': list, 'named.wav': file(300, 'First'), 'plain.wav': file(700, 'Second') });
  const one = await said(
    ada.slash('import', { archive: ada.upload('listed.zip', archive) }),
    /The file says: \*\*Second\*\*/,
  );
  await said(ada.click(one, 'Use what the file says'), /Taken from the file: \*\*Second\*\* · tags: wood/);
  expect(await guild.labels()).toEqual(['Own name', 'Second']);

  const others = zipSync({ 'a.wav': file(450, 'Third'), 'b.wav': file(900, 'Fourth') });
  const several = await said(ada.slash('import', { archive: ada.upload('others.zip', others) }), /^✅/);
  await said(ada.select(...several.option(/what the files say/, 1)), /Taken from the file: \*\*Fourth\*\*/);
  expect(await guild.labels()).toEqual(['Own name', 'Second', 'a', 'Fourth']);
});
