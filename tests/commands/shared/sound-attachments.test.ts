import { expect, test } from 'vitest';
import { soundAttachments } from '../../../src/commands/shared/sound-attachments.ts';

const MB = 2 ** 20;
const sound = (name: string, megabytes: number) => ({ fileName: `${name}.wav`, audio: new Uint8Array(megabytes * MB) });
const names = (sounds: ReturnType<typeof sound>[], limit: number) =>
  soundAttachments(sounds, limit).map((file) => file.name);

test('a sound above the upload limit is not attached', () => {
  expect(names([sound('small', 1), sound('large', 11)], 10 * MB)).toEqual(['small.wav']);
});

test("the attached sounds stay together within Discord's limit for one request", () => {
  const sounds = [sound('a', 10), sound('b', 10), sound('c', 10), sound('d', 3)];
  expect(names(sounds, 50 * MB)).toEqual(['a.wav', 'b.wav', 'd.wav']);
});
