import { readFile } from 'node:fs/promises';
import { ComponentType } from 'discord.js';
import type { Member } from 'discord-playground';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, isPrivate, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
/** Names of ten of the CC0 samples, which are FLAC files. */
const NAMES = [
  'bd_haus',
  'bd_klub',
  'drum_cowbell',
  'drum_cymbal_hard',
  'drum_snare_hard',
  'elec_bell',
  'elec_blip',
  'guit_e_fifths',
  'perc_bell',
  'vinyl_hiss',
];
const LONG = '👩‍🚒'.repeat(100);

let world: World;
let ada: Member;
let ben: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

const labels = async () => (await world.sounds()).map(({ label }) => label);
const tone = (hertz: number) => wav(sine(hertz, hertz / 500, RATE), RATE);

describe('/add without a file', () => {
  test('opens a modal for up to ten audio files, with label and tags filled in', async () => {
    const modal = await ben.slash('add', { label: 'bell', tags: 'metal' }).modal();
    expect(modal.components.map((each) => each.type)).toEqual(Array(3).fill(ComponentType.Label));
    expect(modal.components[0]).toMatchObject({
      component: { type: ComponentType.FileUpload, max_values: 10, file_types: ['audio', 'video'] },
    });
    expect(JSON.stringify(modal)).toContain('"value":"metal"');
  });

  test('adds ten files with their own names', async () => {
    const files = await Promise.all(
      NAMES.map(async (name) => ben.upload(`${name}.flac`, await readFile(samplePath(name)))),
    );
    const opened = ben.slash('add');
    await opened.modal();
    const sent = ben.submit(opened, { files, tags: 'one, two' });
    const added = await sent.until(({ embeds }) => embeds.length > 0, 60_000);
    expect(isPrivate(added)).toBe(false);
    expect(added.embeds[0]?.description?.split('\n')).toHaveLength(10);
    expect(await labels()).toEqual(NAMES);
    const [sound] = await world.sounds();
    expect(sound).toMatchObject({ tags: ['one', 'two'], addedBy: { name: 'Ben' } });
    expect(sound?.messageUrl).toMatch(new RegExp(`/${added.id}$`));
    expect(added.attachments.length).toBeGreaterThan(0);
  });

  test('adds new sounds, names files that are not audio, and asks about duplicates', async () => {
    const opened = ben.slash('add');
    await opened.modal();
    const files = [
      ben.upload('fresh.wav', tone(600)),
      ben.upload('<@1> **broken**.mp3', Buffer.from('no audio')),
      ben.upload('again.flac', await readFile(samplePath('elec_bell'))),
    ];
    const outcome = await answer(ben.submit(opened, { files }));
    expect(outcome.content).toMatch(
      /^Not added:\n\*\*\\<\\@1\\> \\\*\\\*broken\\\*\\\*\.mp3\*\*: I can’t read that file as audio/,
    );
    expect(outcome.embeds.map(({ title }) => title)).toEqual(['✅ Added', '🤔 Already here?']);
    expect(await labels()).toContain('fresh');
    expect(await refusal(ada.click(outcome, 'Add anyway'))).toMatch(/^Only the member who was asked/);
  });

  test('can be confirmed again if the library was full, and still shows the sounds that were added before', async () => {
    const audio2 = ben.upload('again.flac', await readFile(samplePath('elec_bell')));
    const asked = await answer(ben.slash('add', { audio: ben.upload('new.wav', tone(610)), audio2 }));
    const titles = asked.embeds.map(({ title }) => title);
    expect(titles).toEqual(['✅ Added', '🤔 Already here?']);
    const settings = world.libraries.settings;
    await settings.change(ben.guildId ?? '', { sounds: (await world.sounds()).length });
    expect(await refusal(ben.click(asked, 'Add anyway'))).toMatch(/^This library is full/);
    await settings.change(ben.guildId ?? '', { sounds: null });
    const added = await ben.click(asked, 'Add anyway').until(({ components }) => components?.length === 0);
    expect(added.embeds.map(({ title }) => title)).toEqual(['✅ Added', '✅ Added']);
    // The message keeps both files, because the records of both sounds link to it.
    expect(added.attachments.map(({ filename }) => filename)).toEqual(['new.wav', 'again.flac']);

    const other = await answer(ben.slash('add', { audio: ben.upload('newer.wav', wav(noise(RATE, 3), RATE)), audio2 }));
    const left = await ben.click(other, 'Leave it out').until(({ components }) => components?.length === 0);
    expect(left.content).toBe('Left out.');
    expect(left.embeds[0]?.description).toMatch(/^\*\*newer\*\*/);
  });

  test('adds as many duplicates as fit, and still asks about the others', async () => {
    const again = async (name: string) => ben.upload(`again ${name}.flac`, await readFile(samplePath(name)));
    const files = { audio: await again('elec_blip'), audio2: await again('perc_bell') };
    const asked = await answer(ben.slash('add', files));
    const { settings } = world.libraries;
    await settings.change(ben.guildId ?? '', { sounds: (await world.sounds()).length + 1 });
    const pressed = ben.click(asked, 'Add anyway');
    const half = await pressed.until(({ embeds }) => embeds.length === 2);
    expect(await refusal(pressed)).toMatch(/^This library is full/);
    await settings.change(ben.guildId ?? '', { sounds: null });
    expect(half.embeds.map(({ title }) => title)).toEqual(['✅ Added', '🤔 Already here?']);
    expect((await labels()).at(-1)).toBe('again elec_blip');
    const all = await ben.click(half, 'Add anyway').until(({ components }) => components?.length === 0);
    expect(all.attachments.map(({ filename }) => filename)).toEqual(['again_elec_blip.flac', 'again_perc_bell.flac']);
    expect((await labels()).slice(-2)).toEqual(['again elec_blip', 'again perc_bell']);
  });

  test("names rejected files within Discord's limits, whatever their number and names", async () => {
    const opened = ben.slash('add');
    await opened.modal();
    const broken = (name: string) => ben.upload(`${name}.mp3`, Buffer.from('no audio'));
    const names = Array.from({ length: 9 }, (_, i) => `${i}${[LONG, 'ש'.repeat(90), '*_['.repeat(30)][i % 3]}`);
    const outcome = await answer(
      ben.submit(opened, { files: [...names.map(broken), ben.upload('good.wav', tone(650))] }),
    );
    expect(outcome.content.split('\n')).toHaveLength(7);
    expect(outcome.content).toMatch(/\nand 4 more$/);
  });

  test('uses the label for a single file, even a long or right-to-left one', async () => {
    for (const label of [LONG.slice(0, 96), 'ש'.repeat(100)]) {
      const opened = ben.slash('add');
      await opened.modal();
      const files = [ben.upload('x.wav', tone(700 + label.length * 3))];
      await answer(ben.submit(opened, { files, label }));
      expect((await labels()).at(-1)?.slice(0, 10)).toBe(label.slice(0, 10));
    }
  });

  test('adds as many sounds as fit, and names the others', async () => {
    await world.libraries.settings.change(ben.guildId ?? '', { sounds: (await world.sounds()).length + 1 });
    const [audio, audio2] = [ben.upload('fits.wav', tone(750)), ben.upload('not.wav', tone(850))];
    const outcome = await answer(ben.slash('add', { audio, audio2 }));
    await world.libraries.settings.change(ben.guildId ?? '', { sounds: null });
    expect(outcome.content).toMatch(/^Not added:\n\*\*not\.wav\*\*: This library is full/);
    expect(outcome.embeds.map(({ title }) => title)).toEqual(['✅ Added']);
    expect(outcome.attachments.map(({ filename }) => filename)).toEqual(['fits.wav']);
    expect((await labels()).at(-1)).toBe('fits');
  });

  test('adds nothing and says why if no file is audio', async () => {
    const before = await labels();
    const opened = ben.slash('add');
    await opened.modal();
    expect(await refusal(ben.submit(opened, { files: [ben.upload('a.wav', Buffer.from('x'))] }))).toMatch(
      /file as audio/,
    );
    expect(await labels()).toEqual(before);
  });

  test('accepts a modal that was opened before a restart', async () => {
    const opened = ben.slash('add');
    await opened.modal();
    await world.restart();
    const files = [ben.upload('after.wav', tone(900))];
    expect((await answer(ben.submit(opened, { files }))).embeds[0]?.title).toBe('✅ Added');
  });
});

describe('/import without an archive', () => {
  test('accepts audio files and archives together, and replies privately', async () => {
    const archive = zipSync({ 'in the zip.wav': tone(1300), 'notes.txt': Buffer.from('no') });
    const opened = ada.slash('import');
    await opened.modal();
    const files = [
      ada.upload('many.zip', archive),
      ada.upload('beside.wav', tone(1500)),
      ada.upload('elec_bell.flac', await readFile(samplePath('elec_bell'))),
      ada.upload('broken.zip', Buffer.from('no')),
    ];
    const outcome = await ada.submit(opened, { files }).until(({ content }) => /^✅ Done/.test(content));
    expect(isPrivate(outcome)).toBe(true);
    expect(outcome.content).toMatch(/added 2 sounds\.\n1 sound .* already here\.\nNot added:\n/);
    expect(outcome.content).toMatch(/broken.zip: That is not a zip file/);
    expect(await labels()).toEqual(expect.arrayContaining(['in the zip', 'beside']));
  });

  test('ends when the library is full, and says how many sounds it added', async () => {
    await world.libraries.settings.change(ada.guildId ?? '', { sounds: (await world.sounds()).length + 1 });
    const opened = ada.slash('import');
    await opened.modal();
    const files = [ada.upload('a.wav', tone(1700)), ada.upload('b.wav', tone(1900))];
    const outcome = await ada.submit(opened, { files }).until(({ content }) => /^✋ Stopped/.test(content));
    expect(outcome.content).toMatch(/added 1 sound\.\nThis library is full/);
  });
});
