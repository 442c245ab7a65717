import { Routes } from 'discord.js';
import { expect } from 'vitest';
import { errorAt, test as playgroundTest } from './test.ts';

const ping = { name: 'ping', description: 'Answers pong' };

const test = playgroundTest
  .extend('all', ({ playground }) => Routes.applicationCommands(playground.applicationId))
  .extend('here', ({ playground }) =>
    Routes.applicationGuildCommands(playground.applicationId, playground.guilds[0]?.id ?? ''),
  )
  .extend(
    'names',
    ({ playground }) =>
      () =>
        playground.commands().map(({ name }) => name),
  );

test('overwriting all commands keeps the ids of commands that still exist', async ({
  playground,
  rest,
  all,
  names,
}) => {
  await rest.put(all, { body: [ping, { name: 'find', description: 'Finds' }] });
  const [before] = playground.commands();
  await rest.put(all, { body: [{ name: 'list', description: 'Lists' }, ping] });
  expect(names()).toEqual(['list', 'ping']);
  expect(playground.commands()[1]).toEqual(before);
  await rest.put(all, { body: [{ ...ping, description: 'Answers pong well' }] });
  expect(playground.commands()[0]?.id).toBe(before?.id);
  expect(playground.commands()[0]?.version).not.toBe(before?.version);
});

test('creates, edits, reads and deletes single commands', async ({ playground, rest, all }) => {
  await rest.post(all, { body: ping });
  const id = playground.commands()[0]?.id;
  await rest.post(all, { body: { ...ping, description: 'Again' } });
  expect(playground.commands()).toMatchObject([{ id, description: 'Again' }]);
  await rest.patch(`${all}/${id}`, { body: { name: 'pong' } });
  expect(await rest.get(`${all}/${id}`)).toMatchObject({ id, name: 'pong', description: 'Again' });
  await rest.delete(`${all}/${id}`);
  expect(await rest.get(all)).toEqual([]);
  await expect(rest.get(`${all}/${id}`)).rejects.toMatchObject({ code: 10063 });
});

test("a guild's own commands exist only there, and hide global commands of the same name", async ({
  playground,
  rest,
  all,
  here,
}) => {
  await rest.put(all, { body: [ping] });
  await rest.put(here, { body: [{ ...ping, description: 'Here' }] });
  expect(playground.member('ben', 'Sound Workshop').commands()).toMatchObject([{ description: 'Here' }]);
  expect(playground.member('ben', 'Quiet Room').commands()).toMatchObject([{ description: 'Answers pong' }]);
});

const option = (name: string, more = {}) => ({ type: 3, name, description: 'd', ...more });
const choices = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `${i}`, value: `${i}` }));
const required = option('b', { required: true });
const both = option('o', { autocomplete: true, choices: choices(1) });
const long = { name: 'a', value: 'x'.repeat(101) };
const fileOption = option('o', { type: 11, file_types: ['sound'] });
const capitals = option('A', { type: 1 });

const TOO_LONG = 'BASE_TYPE_MAX_LENGTH';
const OPTIONS = 'APPLICATION_COMMAND_OPTIONS';
const many = (count: number) => Array.from({ length: count }, (_, i) => option(`o${i}`));

test.for([
  ['a name in capitals', { name: 'Ping' }, 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name of 33', { name: 'x'.repeat(33) }, 'name', TOO_LONG],
  ['a description of 101', { description: 'x'.repeat(101) }, 'description', TOO_LONG],
  ['no description', { description: '' }, 'description', 'BASE_TYPE_REQUIRED'],
  ['26 options', { options: many(26) }, 'options', TOO_LONG],
  ['26 choices', { options: [option('o', { choices: choices(26) })] }, 'options.0.choices', TOO_LONG],
  ['a required option last', { options: [option('a'), required] }, 'options.1', `${OPTIONS}_REQUIRED_INVALID`],
  ['an option twice', { options: [option('a'), option('a')] }, 'options.1.name', `${OPTIONS}_NAME_ALREADY_EXISTS`],
  ['choices and completion', { options: [both] }, 'options.0.choices', TOO_LONG],
  ['a choice of 101', { options: [option('o', { choices: [long] })] }, 'options.0.choices.0.value', TOO_LONG],
  ['an odd file type', { options: [fileOption] }, 'options.0.file_types.0', 'BASE_TYPE_CHOICES'],
  ['a description of a menu', { type: 3 }, 'description', TOO_LONG],
  ['a subcommand in capitals', { options: [capitals] }, 'options.0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
] as const)('%s is refused', async ([, change, place, code], { rest, all }) => {
  expect(await errorAt(place, rest.post(all, { body: { ...ping, ...change } }))).toBe(code);
});

test('counts the longest localization towards the 8,000 characters of a command', async ({ rest, all }) => {
  const long = (i: number) =>
    option(`option-${i}`, {
      choices: choices(25).map((choice, n) => ({
        name: `${n}`.padEnd(100, 'n'),
        value: `${choice.value}`.padEnd(100, 'v'),
      })),
    });
  await rest.post(all, { body: { ...ping, options: [long(1)] } });
  await expect(rest.post(all, { body: { ...ping, options: [long(1), long(2)] } })).rejects.toThrow('8000');
});

test('rejects duplicate names and more than 15 context-menu commands', async ({ rest, all, names }) => {
  await expect(rest.put(all, { body: [ping, ping] })).rejects.toThrow('must be unique');
  const menus = Array.from({ length: 16 }, (_, i) => ({ type: 3, name: `Menu ${i}` }));
  await expect(rest.put(all, { body: menus })).rejects.toThrow('15 or fewer');
  await rest.put(all, { body: menus.slice(1) });
  expect(names()).toHaveLength(15);
});

test('allows 200 new commands a day', async ({ rest, all }) => {
  const set = (round: number) => Array.from({ length: 100 }, (_, i) => ({ name: `c${round}-${i}`, description: 'd' }));
  await rest.put(all, { body: set(1) });
  await rest.put(all, { body: set(2) });
  await expect(rest.put(all, { body: set(3) })).rejects.toMatchObject({ code: 30034 });
});

test('lists localizations only on request', async ({ rest, all }) => {
  const name_localizations = { de: 'klingeln' };
  await rest.put(all, { body: [{ ...ping, name_localizations }] });
  const query = new URLSearchParams({ with_localizations: 'true' });
  expect(await rest.get(all, { query })).toMatchObject([{ name_localizations }]);
  expect(await rest.get(all)).not.toMatchObject([{ name_localizations }]);
});

test('resolves `registered` once the command exists', async ({ playground, rest, all }) => {
  const waiting = playground.registered('ping');
  await rest.post(all, { body: ping });
  await waiting;
  await playground.registered('ping');
});

test("rejects access to another application's commands", async ({ rest }) => {
  await expect(rest.put(Routes.applicationCommands('1'), { body: [] })).rejects.toMatchObject({ status: 403 });
});
