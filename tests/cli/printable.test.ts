import { expect, test } from 'vitest';
import { printable } from '../../src/cli/printable.ts';

test.each([
  ['kick.wav', 'kick.wav'],
  ['Tür 🎧.wav', 'Tür 🎧.wav'],
  ['a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a\nb.wav added (1.00 s)', 'a\\x0ab.wav added (1.00 s)'],
  ['gpj.\u202eexe', 'gpj.\\u202eexe'],
])('the name %j is printed on one line, without commands to the terminal', (name, printed) => {
  expect(printable(name)).toBe(printed);
});
