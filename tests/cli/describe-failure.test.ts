import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describeFailure, isKnownFailure } from '../../src/cli/describe-failure.ts';
import { OperatorError, UserError } from '../../src/errors.ts';

const failure = (code: string, details: object = {}) => Object.assign(new Error('a raw message'), { code, ...details });

test.each([
  ['a missing file', failure('ENOENT', { path: 'a.wav' }), 'a.wav: there is no such file or folder.'],
  ['a forbidden file', failure('EACCES', { path: 'a.wav' }), 'a.wav: you are not allowed to access it.'],
  ['another file error', failure('EWEIRD', { path: 'a.wav' }), 'a.wav: it cannot be accessed (EWEIRD).'],
  ['a refused connection', failure('ECONNREFUSED'), 'The server does not accept connections.'],
  [
    'a name that does not resolve, inside the error of fetch',
    new TypeError('fetch failed', { cause: failure('ENOTFOUND') }),
    'The name of the server cannot be resolved. Check the network.',
  ],
  ['an expected error', new OperatorError('usage', 'Name one file.'), 'Name one file.'],
  ['an error for members', new UserError({ code: 'soundGone' }), 'That sound is no longer in the library.'],
])('%s is described in a sentence', (_, error, text) => {
  expect(describeFailure(error)).toBe(text);
  expect(isKnownFailure(error)).toBe(true);
});

test('an error of Node.js itself is described without its code and system call', async () => {
  const error: unknown = await readFile('no-such-file').catch((cause: unknown) => cause);
  expect(describeFailure(error)).toBe('no-such-file: there is no such file or folder.');
});

test('a bug keeps its stack', () => {
  const bug = new TypeError('undefined is not a function');
  expect(describeFailure(bug)).toBe(bug.stack);
  expect(isKnownFailure(bug)).toBe(false);
});
