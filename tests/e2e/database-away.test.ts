import { expect } from 'vitest';
import { findPostgres, type PostgresServer, startPostgres } from '../helpers/postgres-server.ts';
import { add } from './add.ts';
import { answer, refusal } from './reply.ts';
import { testInOneGuild } from './test.ts';

const isInstalled = findPostgres() !== undefined;

const start = async (): Promise<PostgresServer | null> => (isInstalled ? startPostgres({ isDurable: true }) : null);

const test = testInOneGuild
  .extend('server', { scope: 'file' }, start)
  .extend('options', { scope: 'file' }, async ({ server }) => ({
    ...(server && { databaseUrl: await server.createDatabase() }),
  }));

test.runIf(isInstalled)(
  'if the database is away, members read so, and the bot goes on by itself once it is back',
  async ({ server, guild, ada, ben }) => {
    await answer(add(ada, 'bell'));
    await server?.kill();
    const [listed, added] = [ben.slash('list'), add(ada, 'gong')];
    const away = /^My database isn’t answering right now\. Nothing was changed; please try again in a minute\.$/;
    expect(await refusal(listed)).toMatch(away);
    expect(await refusal(added)).toMatch(away);
    await server?.start();
    expect((await answer(ben.slash('list'))).description).toContain('bell');
    expect(await guild.labels()).toEqual(['bell']);
  },
);
