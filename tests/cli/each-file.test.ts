import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { eachFile } from '../../src/cli/each-file.ts';
import { OperatorError } from '../../src/errors.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Lines that are written to stdout from now on. */
function written(): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  return lines;
}

test('a bug in one file is thrown once the others are told about, whichever file it is in', async () => {
  const lines = written();
  const work = async (file: string) => {
    // The first file is the one that is waited for while the second one fails.
    if (file === 'slow') for (let turn = 0; turn < 5; turn++) await setImmediate();
    if (file === 'buggy') throw new TypeError('a bug');
    if (file === 'deaf') throw new OperatorError('not-audio', 'That is not audio.');
    return file.toUpperCase();
  };
  const report = { done: (_: string, value: string) => value, json: true };
  await expect(eachFile(['slow', 'buggy', 'deaf', 'last'], work, report)).rejects.toThrow('a bug');
  expect(lines).toEqual(['SLOW\n', '{"file":"deaf","error":"That is not audio."}\n', 'LAST\n']);
});
