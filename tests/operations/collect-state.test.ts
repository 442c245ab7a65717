import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { collectState } from '../../src/operations/collect-state.ts';

test('the metrics are there while the database is away, without the number of libraries', async () => {
  const registry = new Registry();
  const guilds = () => Promise.reject(new UserError({ code: 'databaseAway' }));
  collectState(registry, { engine: { mode: 'acoustic' }, libraries: { guilds, loaded: () => [] } });
  const lines = (await registry.metrics()).split('\n').filter((line) => /^soundalike_/.test(line));
  expect(lines).toContain('soundalike_open_libraries 0');
  expect(lines.find((line) => line.startsWith('soundalike_libraries '))).toMatch(/ NaN$/i);
});
