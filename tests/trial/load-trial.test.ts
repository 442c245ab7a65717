import { expect, test } from 'vitest';
import { OperatorError } from '../../src/errors.ts';
import { loadTrial } from '../../src/trial/load-trial.ts';

function notFound(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
}

test('loading the trial reports in one line that the playground is not installed', async () => {
  const missing = notFound("Cannot find package 'discord-playground' imported from dist/trial/start-trial.js");
  const refused = await loadTrial(() => Promise.reject(missing)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(OperatorError);
  expect(String(refused)).toMatch(/No DISCORD_TOKEN is set, and the playground is not installed\. .*npm ci$/);
});

test('loading the trial rethrows every other error', async () => {
  for (const bug of [notFound("Cannot find package 'piscina'"), new Error('discord-playground is broken')])
    await expect(loadTrial(() => Promise.reject(bug))).rejects.toBe(bug);
});
