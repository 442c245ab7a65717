import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { packSounds, unpackSounds } from '../../../src/commands/transfer/archive.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const MB = 2 ** 20;
const text = (content: string) => new TextEncoder().encode(content);
const sound = storedSound({ label: 'Tür “../../x”', tags: ['home', 'door'], fileName: '../../etc/tür.wav' });

test('what is packed comes out as it was', () => {
  const archive = packSounds([{ sound, audio: text('RIFF') }]);
  expect(unpackSounds(archive, MB)).toEqual([
    { file: 'audio/0123456789abcdef0123-etc_tu_r.wav', label: sound.label, tags: sound.tags, audio: text('RIFF') },
  ]);
});

test('names in an archive are harmless, and nobody’s id is in it', () => {
  const files = unzipSync(packSounds([{ sound, audio: text('RIFF') }]));
  expect(Object.keys(files)).toEqual(['audio/0123456789abcdef0123-etc_tu_r.wav', 'library.json']);
  const [entry] = JSON.parse(new TextDecoder().decode(files['library.json'])).sounds;
  expect(entry.addedBy).toBe('Ada');
});

test('a zip of nothing but audio files is taken too', () => {
  const archive = zipSync({ 'kick.wav': text('a'), 'more/snare.wav': text('b') });
  expect(unpackSounds(archive, MB).map(({ file }) => file)).toEqual(['kick.wav', 'more/snare.wav']);
});

describe('what is refused', () => {
  test('something that is no zip file', () => {
    expect(() => unpackSounds(text('hello'.repeat(100)), MB)).toThrow('not a zip file');
  });

  test('a list that is not ours', () => {
    const archive = zipSync({ 'library.json': text('{"sounds": 5}'), 'a.wav': text('a') });
    expect(() => unpackSounds(archive, MB)).toThrow('not written by /export');
  });

  test('a list larger than that of the most sounds, which can take minutes to read', () => {
    const list = text(`{"sounds": [{"file": "a.wav"}]${' '.repeat(8 * MB)}}`);
    const archive = zipSync({ 'library.json': list, 'a.wav': text('a') });
    expect(() => unpackSounds(archive, 100 * MB)).toThrow('not written by /export');
  });

  test('an archive without a sound in it', () => {
    expect(() => unpackSounds(zipSync({ 'library.json': text('{"sounds": []}') }), MB)).toThrow('no sound');
  });

  test('ten megabytes in ten kilobytes', () => {
    const bomb = zipSync({ 'a.wav': new Uint8Array(10 * MB) }, { level: 9 });
    expect(bomb.length).toBeLessThan(20_000);
    expect(() => unpackSounds(bomb, 5 * MB)).toThrow('That archive contains more than 5 MB. Split it into several.');
  });

  test('many entries of next to nothing', () => {
    const entries = Array.from({ length: 2000 }, (_, index) => [`${index}.wav`, new Uint8Array()]);
    expect(() => unpackSounds(zipSync(Object.fromEntries(entries)), MB)).toThrow('contains more than 1 MB');
  });
});
