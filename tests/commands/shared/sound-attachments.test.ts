import { expect, test } from 'vitest';
import { attachable } from '../../../src/commands/shared/sound-attachments.ts';

const MB = 2 ** 20;
const sound = (name: string, megabytes: number) => ({
  fileName: `${name}.wav`,
  path: '',
  bytes: megabytes * MB,
});
const names = (sounds: ReturnType<typeof sound>[], limit: number) =>
  attachable(sounds, limit).map(({ fileName }) => fileName);

test('a sound above the upload limit is not attached', () => {
  expect(names([sound('small', 1), sound('large', 11)], 10 * MB)).toEqual(['small.wav']);
});

test("the attached sounds stay together within Discord's limit for one request", () => {
  const sounds = [sound('a', 10), sound('b', 10), sound('c', 10), sound('d', 3)];
  expect(names(sounds, 50 * MB)).toEqual(['a.wav', 'b.wav', 'd.wav']);
});
