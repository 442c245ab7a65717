import { readFileSync } from 'node:fs';
import { ComponentType } from 'discord.js';
import type { Member } from 'discord-playground';
import { zipSync } from 'fflate';
import { describe, expect } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { answer, refusal, said } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

/** Names of ten of the CC0 samples, which are FLAC files. */
const NAMES = [
  ...['bd_haus', 'bd_klub', 'drum_cowbell', 'drum_cymbal_hard', 'drum_snare_hard', 'elec_bell', 'elec_blip'],
  ...['guit_e_fifths', 'perc_bell', 'vinyl_hiss'],
];
const LONG = '👩‍🚒'.repeat(100);

const tone = (hertz: number) => toneFile(hertz, hertz / 2000);
const sample = (member: Member, name: string, fileName = name) =>
  member.upload(`${fileName}.flac`, readFileSync(samplePath(name)));

/** Opens the modal of a command and sends it. */
async function fillIn(member: Member, command: string, values: Parameters<Member['submit']>[1]) {
  const opened = member.slash(command);
  await opened.modal();
  return member.submit(opened, values);
}

describe('/add without a file', () => {
  test('opens a modal for up to ten audio files, with label and tags filled in', async ({ ben }) => {
    const modal = await ben.slash('add', { label: 'bell', tags: 'metal' }).modal();
    expect(modal.components.map((each) => each.type)).toEqual(Array(3).fill(ComponentType.Label));
    expect(modal.components[0]).toMatchObject({
      component: {
        type: ComponentType.FileUpload,
        max_values: 10,
        file_types: expect.arrayContaining(['audio', 'video', '.oga', '.amr']),
      },
    });
    expect(JSON.stringify(modal)).toContain('"value":"metal"');
  });

  test('adds ten files with their own names', async ({ guild, ben }) => {
    const files = NAMES.map((name) => sample(ben, name));
    const added = await answer(await fillIn(ben, 'add', { files, tags: 'one, two' }));
    expect(added.isPrivate).toBe(false);
    expect(added.description.split('\n')).toHaveLength(10);
    expect(await guild.labels()).toEqual(NAMES);
    const [sound] = await guild.sounds();
    expect(sound).toMatchObject({ tags: ['one', 'two'], addedBy: { name: 'Ben' } });
    expect(sound?.messageUrl).toMatch(new RegExp(`/${added.id}$`));
    expect(added.files.length).toBeGreaterThan(0);
  });

  test('adds new sounds, names files that are not audio, and asks about duplicates', async ({ guild, ada, ben }) => {
    const files = [
      ben.upload('fresh.wav', tone(600)),
      ben.upload('<@1> **broken**.mp3', Buffer.from('no audio')),
      sample(ben, 'elec_bell', 'again'),
    ];
    const outcome = await answer(await fillIn(ben, 'add', { files }));
    expect(outcome.content).toMatch(
      /^Not added:\n\*\*\\<\\@1\\> \\\*\\\*broken\\\*\\\*\.mp3\*\*: I can’t read that file as audio/,
    );
    expect(outcome.titles).toEqual(['✅ Added', '🤔 Already here?']);
    expect(await guild.labels()).toContain('fresh');
    expect(await refusal(ada.click(outcome, 'Add anyway'))).toMatch(/^Only the member who was asked/);
  });

  test('can be confirmed again if the library was full, and still shows the sounds that were added before', async ({
    guild,
    ben,
  }) => {
    const audio2 = sample(ben, 'elec_bell', 'again');
    const asked = await answer(ben.slash('add', { audio: ben.upload('new.wav', tone(710)), audio2 }));
    expect(asked.titles).toEqual(['✅ Added', '🤔 Already here?']);
    await guild.change({ sounds: (await guild.sounds()).length });
    expect(await refusal(ben.click(asked, 'Add anyway'))).toMatch(/^This library is full/);
    await guild.change({ sounds: null });
    const added = await answer(ben.click(asked, 'Add anyway'), ({ components }) => components?.length === 0);
    expect(added.titles).toEqual(['✅ Added', '✅ Added']);
    // The message keeps both files, because the records of both sounds link to it.
    expect(added.files).toEqual(['new.wav', 'again.flac']);

    const other = await answer(ben.slash('add', { audio: ben.upload('newer.wav', noiseFile(3)), audio2 }));
    const left = await answer(ben.click(other, 'Leave it out'), ({ components }) => components?.length === 0);
    expect(left.content).toBe('Left out.');
    expect(left.description).toMatch(/^\*\*newer\*\*/);
  });

  test('adds as many duplicates as fit, and still asks about the others', async ({ guild, ben }) => {
    const [audio, audio2] = ['elec_blip', 'perc_bell'].map((name) => sample(ben, name, `again ${name}`));
    const asked = await answer(ben.slash('add', { ...(audio && { audio }), ...(audio2 && { audio2 }) }));
    await guild.change({ sounds: (await guild.sounds()).length + 1 });
    const pressed = ben.click(asked, 'Add anyway');
    const half = await answer(pressed, ({ titles }) => titles.length === 2);
    expect(await refusal(pressed)).toMatch(/^This library is full/);
    await guild.change({ sounds: null });
    expect(half.titles).toEqual(['✅ Added', '🤔 Already here?']);
    expect((await guild.labels()).at(-1)).toBe('again elec_blip');
    const all = await answer(ben.click(half, 'Add anyway'), ({ components }) => components?.length === 0);
    expect(all.files).toEqual(['again_elec_blip.flac', 'again_perc_bell.flac']);
    expect((await guild.labels()).slice(-2)).toEqual(['again elec_blip', 'again perc_bell']);
  });

  test("names rejected files within Discord's limits, whatever their number and names", async ({ ben }) => {
    const names = Array.from({ length: 9 }, (_, i) => `${i}${[LONG, 'ש'.repeat(90), '*_['.repeat(30)][i % 3]}`);
    const broken = names.map((name) => ben.upload(`${name}.mp3`, Buffer.from('no audio')));
    const outcome = await answer(await fillIn(ben, 'add', { files: [...broken, ben.upload('good.wav', tone(850))] }));
    expect(outcome.content.split('\n')).toHaveLength(7);
    expect(outcome.content).toMatch(/\nand 4 more$/);
  });

  test('uses the label for a single file, even a long or right-to-left one', async ({ guild, ben }) => {
    for (const [index, label] of [LONG.slice(0, 96), 'ש'.repeat(100)].entries()) {
      const files = [ben.upload('x.wav', tone(1000 + 250 * index))];
      await answer(await fillIn(ben, 'add', { files, label }));
      expect((await guild.labels()).at(-1)?.slice(0, 10)).toBe(label.slice(0, 10));
    }
  });

  test('adds as many sounds as fit, and names the others', async ({ guild, ben }) => {
    await guild.change({ sounds: (await guild.sounds()).length + 1 });
    const [audio, audio2] = [ben.upload('fits.wav', tone(1500)), ben.upload('not.wav', tone(1700))];
    const outcome = await answer(ben.slash('add', { audio, audio2 }));
    await guild.change({ sounds: null });
    expect(outcome.content).toMatch(/^Not added:\n\*\*not\.wav\*\*: This library is full/);
    expect(outcome.titles).toEqual(['✅ Added']);
    expect(outcome.files).toEqual(['fits.wav']);
    expect((await guild.labels()).at(-1)).toBe('fits');
  });

  test('adds nothing and says why if no file is audio', async ({ guild, ben }) => {
    const before = await guild.labels();
    const files = [ben.upload('a.wav', Buffer.from('x'))];
    expect(await refusal(await fillIn(ben, 'add', { files }))).toMatch(/file as audio/);
    expect(await guild.labels()).toEqual(before);
  });

  test('accepts a modal that was opened before a restart', async ({ world, ben }) => {
    const opened = ben.slash('add');
    await opened.modal();
    await world.restart();
    const files = [ben.upload('after.wav', tone(2000))];
    expect((await answer(ben.submit(opened, { files }))).title).toBe('✅ Added');
  });
});

describe('/import without an archive', () => {
  test('accepts audio files and archives together, and replies privately', async ({ guild, ada }) => {
    const archive = zipSync({ 'in the zip.wav': tone(2300), 'notes.txt': Buffer.from('no') });
    const files = [
      ada.upload('many.zip', archive),
      ada.upload('beside.wav', tone(2600)),
      sample(ada, 'elec_bell'),
      ada.upload('broken.zip', Buffer.from('no')),
    ];
    const outcome = await said(await fillIn(ada, 'import', { files }), /^✅ Done/);
    expect(outcome.isPrivate).toBe(true);
    expect(outcome.content).toMatch(/added 2 sounds\.\n1 sound .* already here\.\nNot added:\n/);
    expect(outcome.content).toMatch(/broken.zip: That is not a zip file/);
    expect(await guild.labels()).toEqual(expect.arrayContaining(['in the zip', 'beside']));
  });

  test('ends when the library is full, and says how many sounds it added', async ({ guild, ada }) => {
    await guild.change({ sounds: (await guild.sounds()).length + 1 });
    const files = [ada.upload('a.wav', tone(2900)), ada.upload('b.wav', tone(3300))];
    const outcome = await said(await fillIn(ada, 'import', { files }), /^✋ Stopped/);
    expect(outcome.content).toMatch(/added 1 sound\.\nThis library is full/);
  });
});
