import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { runFiles } from '../../src/cli/run-files.ts';
import { OperatorError } from '../../src/errors.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Replaces `process.stdout.write`, and returns an array that receives each line written to stdout. */
function written(): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  return lines;
}

test('soundalike prints the results of the other files before it throws an unexpected error about one file', async () => {
  const lines = written();
  const work = async (file: string) => {
    // Delays the first file, so that the second file fails before the first one is done.
    if (file === 'slow') for (let turn = 0; turn < 5; turn++) await setImmediate();
    if (file === 'buggy') throw new TypeError('a bug');
    if (file === 'silent') throw new OperatorError('not-audio', 'That is not audio.');
    return file.toUpperCase();
  };
  const report = { done: (_: string, value: string) => value, json: true };
  await expect(runFiles(['slow', 'buggy', 'silent', 'last'], work, report)).rejects.toThrow('a bug');
  expect(lines).toEqual(['SLOW\n', '{"file":"silent","error":"That is not audio."}\n', 'LAST\n']);
});
