import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { packSounds, unpackSounds } from '../../../src/commands/transfer/archive.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const MB = 2 ** 20;
const text = (content: string) => new TextEncoder().encode(content);
const sound = storedSound({ label: 'Tür “../../x”', tags: ['home', 'door'], fileName: '../../etc/tür.wav' });

test('packed sounds are unpacked unchanged', () => {
  const archive = packSounds([{ sound, audio: text('RIFF') }]);
  expect(unpackSounds(archive, MB)).toEqual([
    { file: 'audio/0123456789abcdef0123-etc_tu_r.wav', label: sound.label, tags: sound.tags, audio: text('RIFF') },
  ]);
});

test('names in an archive are safe, and ids of members are left out', () => {
  const files = unzipSync(packSounds([{ sound, audio: text('RIFF') }]));
  expect(Object.keys(files)).toEqual(['audio/0123456789abcdef0123-etc_tu_r.wav', 'library.json']);
  const [entry] = JSON.parse(new TextDecoder().decode(files['library.json'])).sounds;
  expect(entry.addedBy).toBe('Ada');
});

test('a zip of audio files without a list is accepted', () => {
  const archive = zipSync({ 'kick.wav': text('a'), 'more/snare.wav': text('b') });
  expect(unpackSounds(archive, MB).map(({ file }) => file)).toEqual(['kick.wav', 'more/snare.wav']);
});

describe('unpacking rejects', () => {
  test('a file that is not a zip file', () => {
    expect(() => unpackSounds(text('hello'.repeat(100)), MB)).toThrow('not a zip file');
  });

  test('a list that was not written by an export', () => {
    const archive = zipSync({ 'library.json': text('{"sounds": 5}'), 'a.wav': text('a') });
    expect(() => unpackSounds(archive, MB)).toThrow('not written by /export');
  });

  test('a list above the maximum size, which could take minutes to parse', () => {
    const list = text(`{"sounds": [{"file": "a.wav"}]${' '.repeat(8 * MB)}}`);
    const archive = zipSync({ 'library.json': list, 'a.wav': text('a') });
    expect(() => unpackSounds(archive, 100 * MB)).toThrow('not written by /export');
  });

  test('an archive without a sound in it', () => {
    expect(() => unpackSounds(zipSync({ 'library.json': text('{"sounds": []}') }), MB)).toThrow('no sound');
  });

  test('a zip bomb', () => {
    const bomb = zipSync({ 'a.wav': new Uint8Array(10 * MB) }, { level: 9 });
    expect(bomb.length).toBeLessThan(20_000);
    expect(() => unpackSounds(bomb, 5 * MB)).toThrow('That archive contains more than 5 MB. Split it into several.');
  });

  test('many empty entries', () => {
    const entries = Array.from({ length: 2000 }, (_, index) => [`${index}.wav`, new Uint8Array()]);
    expect(() => unpackSounds(zipSync(Object.fromEntries(entries)), MB)).toThrow('contains more than 1 MB');
  });
});
