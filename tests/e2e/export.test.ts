import { rm } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { press } from './forge.ts';
import type { Guild } from './guild.ts';
import { answer, refusal, replyOf, said } from './reply.ts';
import { storeSound } from './store-sound.ts';
import { testInOneGuild as test } from './test.ts';

test('an empty library cannot be exported', async ({ cleo }) => {
  expect(await refusal(cleo.slash('export'))).toMatch(/nothing to export/);
});

test('an export can be imported on another server, with what it says about its sounds', async ({
  guild,
  quietRoom,
  ben,
  cleo,
  dora,
}) => {
  await answer(add(ben, 'my tone', toneFile(), { tags: 'tone, test' }));
  await answer(add(cleo, 'my hiss', noiseFile(), { tags: 'hiss, test' }));
  const licensed = { license: 'CC-BY-4.0', source: 'https://example.org/tone' };
  const edited = await answer(cleo.slash('edit', { sound: 'my tone', ...licensed }));
  expect(edited.field('License')).toBe(
    '[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) · [source](<https://example.org/tone>)',
  );
  expect(await refusal(cleo.slash('edit', { sound: 'my tone', source: 'my shelf' }))).toMatch(/must be a link/);
  const archive = replyOf(await cleo.slash('export').until((message) => message.attachments.length > 0));
  expect(archive.isPrivate).toBe(true);
  expect(archive.files).toEqual(['library.zip']);
  const bytes = new Uint8Array(await (await fetch(archive.attachments[0]?.url ?? '')).arrayBuffer());

  const imported = () => said(dora.slash('import', { archive: dora.upload('library.zip', bytes) }), /^✅/);
  expect((await imported()).content).toBe('✅ Done: added 2 sounds.');
  expect(await quietRoom.sounds()).toMatchObject([
    // Ben is a member of both servers, and Cleo only of the first.
    {
      label: 'my tone',
      tags: ['tone', 'test'],
      ...licensed,
      addedBy: { id: ben.user.id, name: 'Ben' },
      fileName: 'tone.wav',
      messageUrl: null,
    },
    { label: 'my hiss', tags: ['hiss', 'test'], addedBy: { name: 'Dora' }, fileName: 'tone.wav' },
  ]);
  const [exported, stored] = await Promise.all([guild, quietRoom].map((one) => one.sounds()));
  expect(stored?.map(({ hash }) => hash)).toEqual(exported?.map(({ hash }) => hash));

  expect((await imported()).content).toBe('✅ Done: added 0 sounds.\n2 sounds were already here.');
});

test('an export shows the number of sounds that it has, without those whose audio is missing', async ({
  guild,
  cleo,
}) => {
  const [lost] = await guild.sounds();
  await rm((await (await guild.library()).audioPath(lost?.id ?? '')) ?? '');
  const sent = cleo.slash('export');
  await sent.until(({ attachments }) => attachments.length > 0);
  await said(sent, /^📦 1 sound in one archive\.$/);
});

test('a file in an archive that is not audio is named, and the others are added', async ({ quietRoom, dora }) => {
  const files = { 'bell.wav': toneFile(900, 2), 'notes.mp3': Buffer.from('dear diary') };
  const archive = dora.upload('sounds.zip', zipSync(files));
  const done = await said(dora.slash('import', { archive }), /^✅/);
  expect(done.content).toMatch(/^✅ Done: added 1 sound\.\nNot added:\nnotes\.mp3: .*audio/);
  expect((await quietRoom.labels()).at(-1)).toBe('bell');
});

test('a file that is not an archive is rejected', async ({ dora }) => {
  const archive = dora.upload('library.zip', Buffer.from('not a zip file at all, not at all'));
  expect(await refusal(dora.slash('import', { archive }))).toMatch(/not a zip file/);
});

describe.each(['export', 'import'])('/%s', (name) => {
  test('is shown to managers only', ({ ben, cleo }) => {
    expect(ben.commands().map((command) => command.name)).not.toContain(name);
    expect(cleo.commands().map((command) => command.name)).toContain(name);
  });
});

test('an archive that names one file many times is analyzed once', async ({ world, guild, cleo }) => {
  let analyses = 0;
  world.replace({
    embed: (...sound) => {
      analyses += 1;
      return world.engine.embed(...sound);
    },
  });
  const sounds = Array.from({ length: 50 }, (_, index) => ({ file: 'a.wav', label: `copy ${index}` }));
  const archive = zipSync({ 'a.wav': toneFile(523), 'library.json': Buffer.from(JSON.stringify({ sounds })) });
  const before = (await guild.sounds()).length;
  const sent = cleo.slash('import', { archive: cleo.upload('copies.zip', archive) });
  expect((await said(sent, /^✅/)).content).toBe('✅ Done: added 1 sound.\n49 sounds were already here.');
  expect(analyses).toBe(1);
  expect((await guild.sounds()).length).toBe(before + 1);
});

test('a second export of a server waits for the end of the first, and its member reads so', async ({ guild, cleo }) => {
  expect((await guild.sounds()).length).toBeGreaterThan(0);
  const sent = Array.from({ length: 5 }, () => cleo.slash('export'));
  const outcomes = await Promise.all(
    sent.map((each) => each.until(({ attachments, content }) => attachments.length > 0 || /already/.test(content))),
  );
  expect(outcomes.filter(({ attachments }) => attachments.length > 0).length).toBeGreaterThan(0);
  expect(outcomes.filter(({ content }) => /^I’m already exporting/.test(content)).length).toBeGreaterThan(0);
});

/** Makes each sound of a library seem too large to share an archive of 10 MiB with another one. */
async function fillArchives(guild: Guild) {
  const library = await guild.library();
  const list = library.list.bind(library);
  vi.spyOn(library, 'list').mockImplementation(() => list().map((sound) => ({ ...sound, bytes: 6 * 2 ** 20 })));
  onTestFinished(() => void vi.restoreAllMocks());
  return library;
}

test('an export of more than 20 archives goes on where it stopped, also after a restart', async ({
  world,
  guild,
  cleo,
}) => {
  for (let count = (await guild.sounds()).length; count < 22; count++) await storeSound(guild, { tags: ['many'] });
  await fillArchives(guild);
  const sent = cleo.slash('export', { filter: 'length<100' });
  const first = await sent.until(({ components = [] }) => components.length > 0);
  expect(first.content).toMatch(/These are archives 1 to 20 of 22\./);
  expect(sent.followUps.map(({ attachments }) => attachments[0]?.filename).slice(-1)).toEqual(['library-20-of-22.zip']);
  await world.restart();
  const more = cleo.click(first, 'Send the next archives');
  await more.until(({ attachments }) => attachments[0]?.filename === 'library-22-of-22.zip');
  expect(more.followUps.map(({ attachments }) => attachments[0]?.filename)).toEqual([
    'library-21-of-22.zip',
    'library-22-of-22.zip',
  ]);
  expect(more.original).toMatchObject({ content: expect.stringMatching(/21 to 22 of 22/), components: [] });
});

test('an export that is interrupted offers the archives that are missing', async ({ guild, world, cleo }) => {
  const library = await fillArchives(guild);
  const read = library.audio.bind(library);
  const third = (await guild.sounds())[2]?.id;
  const failing = vi.spyOn(library, 'audio').mockImplementation((id) => {
    if (id === third) throw new UserError({ code: 'tookTooLong' });
    return read(id);
  });
  const sent = cleo.slash('export');
  const stopped = await sent.until(({ components = [] }) => components.length > 0);
  expect(stopped.content).toMatch(/That took too long/);
  failing.mockRestore();
  const more = cleo.click(stopped, 'Send the next archives');
  await more.until(({ attachments }) => /^library-3-of-/.test(attachments[0]?.filename ?? ''));
  // The next test exports too, and a server has one export at a time.
  await more.until(({ attachments }) => /^library-(\d+)-of-\1\.zip$/.test(attachments[0]?.filename ?? ''));
  await more.until(({ content }) => /archives \d+ to \d+ of/.test(content));
  expect(world.playground.violations).toEqual([]);
});

test('its button works only below a private reply', async ({ world, cleo }) => {
  expect(await refusal(await press(world, cleo, 'export:from:'))).toMatch(/button/);
});

test('a table has a row for each sound that the filter leaves', async ({ cleo }) => {
  const exported = replyOf(
    await cleo
      .slash('export', { format: 'csv', filter: 'tag:hiss' })
      .until(({ attachments }) => attachments.length > 0),
  );
  expect(exported.files).toEqual(['library.csv']);
  const table = await (await fetch(exported.attachments[0]?.url ?? '')).text();
  expect(table.split('\r\n').slice(1)).toEqual([expect.stringContaining('my hiss'), '']);
});
