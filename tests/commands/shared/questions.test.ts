import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type DuplicatesQuestion, openQuestions } from '../../../src/commands/shared/questions.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const HOUR = 3_600_000;
afterEach(() => vi.restoreAllMocks());

function question(guildId: string, userId: string): DuplicatesQuestion {
  return { kind: 'duplicates', guildId, userId, attach: true, additions: [] };
}

test('questions can be answered after a restart for a day', async () => {
  const folder = await temporaryFolder();
  const before = await openQuestions(folder);
  before.set('first', question('1', '2'));
  before.set('second', question('1', '3'));
  before.delete('second');
  await before.written();
  const after = await openQuestions(folder);
  expect([after.get('first'), after.get('second')]).toEqual([question('1', '2'), undefined]);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 25 * HOUR);
  expect((await openQuestions(folder)).get('first')).toBeUndefined();
});

test('a change of a question does not prolong it', async () => {
  const folder = await temporaryFolder();
  const questions = await openQuestions(folder);
  const now = Date.now();
  questions.set('first', question('1', '2'));
  vi.spyOn(Date, 'now').mockReturnValue(now + 23 * HOUR);
  questions.set('first', { ...question('1', '2'), answered: 'questionAdded' });
  await questions.written();
  vi.spyOn(Date, 'now').mockReturnValue(now + 25 * HOUR);
  expect((await openQuestions(folder)).get('first')).toBeUndefined();
});

test('the questions to a member are forgotten, in the file too', async () => {
  const folder = await temporaryFolder();
  const questions = await openQuestions(folder);
  questions.set('here', question('1', '2'));
  questions.set('elsewhere', question('5', '2'));
  questions.set('of another', question('1', '3'));
  await questions.forget('2', '1');
  const reopened = await openQuestions(folder);
  expect(['here', 'elsewhere', 'of another'].map((key) => reopened.get(key) !== undefined)).toEqual([
    false,
    true,
    true,
  ]);
  await reopened.forget('2');
  expect(await readFile(path.join(folder, 'questions.json'), 'utf8')).not.toContain('"userId":"2"');
});

test('the oldest of more than 300 questions are dropped, and a damaged file counts as empty', async () => {
  const folder = await temporaryFolder();
  const questions = await openQuestions(folder);
  for (let i = 0; i < 301; i++) questions.set(String(i), question('1', '2'));
  await questions.written();
  const reopened = await openQuestions(folder);
  expect(['0', '1', '300'].map((key) => reopened.get(key) !== undefined)).toEqual([false, true, true]);
  await writeFile(path.join(folder, 'questions.json'), '{"questions":[{}]}');
  expect((await openQuestions(folder)).get('300')).toBeUndefined();
});
