import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openArchive, packSounds } from '../../../src/commands/transfer/archive.ts';
import { storedSound } from '../../helpers/stored-sound.ts';
import { unpackSounds } from './unpack-sounds.ts';

const MB = 2 ** 20;
const text = (content: string) => new TextEncoder().encode(content);
const sound = storedSound({ label: 'Tür “../../x”', tags: ['home', 'door'], fileName: '../../etc/tür.wav' });

test('names in an archive are safe, and each sound has its adder', () => {
  const files = unzipSync(packSounds([{ sound, audio: text('RIFF') }]));
  expect(Object.keys(files)).toEqual(['audio/0123456789abcdef0123-etc tür.wav', 'library.json']);
  const [entry] = JSON.parse(new TextDecoder().decode(files['library.json'])).sounds;
  expect(entry).toMatchObject({ addedBy: 'Ada', addedById: sound.addedBy.id });
});

test('the license and the source of a sound are kept, and listed for people', () => {
  const licensed = storedSound({ label: 'Bell', license: 'CC-BY-4.0', source: 'https://example.org/bell' });
  const archive = packSounds([
    { sound, audio: text('a') },
    { sound: { ...licensed, id: '1123456789abcdef0123' }, audio: text('b') },
  ]);
  expect(new TextDecoder().decode(unzipSync(archive)['licenses.txt'])).toBe(`audio/1123456789abcdef0123-bell.wav
  title: Bell
  license: CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/
  author: Ada
  source: https://example.org/bell
`);
  expect(unpackSounds(archive, MB).map(({ license, source }) => ({ license, source }))).toEqual([
    { license: null, source: null },
    { license: 'CC-BY-4.0', source: 'https://example.org/bell' },
  ]);
});

test('a zip of audio files without a list is accepted', () => {
  const archive = zipSync({ 'kick.wav': text('a'), 'more/snare.wav': text('b') });
  expect(unpackSounds(archive, MB).map(({ file }) => file)).toEqual(['kick.wav', 'more/snare.wav']);
});

const json = (list: string) => zipSync({ 'library.json': text(list), 'a.wav': text('a') });
const entries = Array.from({ length: 2000 }, (_, index) => [`${index}.wav`, new Uint8Array()]);

test.each([
  ['a list that was not written by an export', json('{"sounds": 5}'), 'not written by /export'],
  [
    'a list that could take minutes to parse',
    json(`{"sounds": [{"file": "a.wav"}]${' '.repeat(8 * MB)}}`),
    'not written by /export',
  ],
  ['an archive without a sound in it', zipSync({ 'library.json': text('{"sounds": []}') }), 'no sound'],
  ['many empty entries', zipSync(Object.fromEntries(entries)), 'contains more than 1 MB', MB],
])('unpacking rejects %s', (_, archive, message, maxBytes = 100 * MB) => {
  expect(() => unpackSounds(archive, maxBytes)).toThrow(message);
});

test('unpacking rejects a zip bomb', () => {
  const bomb = zipSync({ 'a.wav': new Uint8Array(10 * MB) }, { level: 9 });
  expect(bomb.length).toBeLessThan(20_000);
  expect(() => unpackSounds(bomb, 5 * MB)).toThrow('That archive contains more than 5 MB. Split it into several.');
});

test('two files of one name are both unpacked', () => {
  const twice = zipSync({ 'a.wav': text('one'), 'b.wav': text('two') }, { level: 0 });
  const named = Buffer.from(Buffer.from(twice).toString('latin1').replaceAll('b.wav', 'a.wav'), 'latin1');
  expect(unpackSounds(named, MB)).toMatchObject([
    { file: 'a.wav', audio: text('one') },
    { file: 'a.wav', audio: text('two') },
  ]);
});

test('files are unpacked a few at a time, and a file that several sounds have only once', () => {
  const files = Array.from({ length: 4 }, (_, index) => [`${index}.wav`, new Uint8Array(5 * MB).fill(index)] as const);
  const sounds = [...files, ...files].map(([file]) => ({ file, label: '', tags: [] }));
  const archive = zipSync({ ...Object.fromEntries(files), 'library.json': text(JSON.stringify({ sounds })) });
  const opened = openArchive(archive, 100 * MB);
  expect(opened.sounds).toHaveLength(8);
  expect(Array.from(opened.unpack(), ({ bytes }) => bytes[0])).toEqual([0, 1, 2, 3]);
});
