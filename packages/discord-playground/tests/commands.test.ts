import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';

let playground: Playground;
let rest: REST;
let all: `/${string}`;
let here: `/${string}`;

beforeEach(async () => {
  playground = await startPlayground();
  rest = new REST({ api: playground.apiUrl }).setToken(playground.token);
  all = Routes.applicationCommands(playground.applicationId);
  here = Routes.applicationGuildCommands(playground.applicationId, playground.guilds[0]?.id ?? '');
});

afterEach(() => playground.close());

const ping = { name: 'ping', description: 'Answers pong' };
const names = () => playground.commands().map(({ name }) => name);

test('overwriting all commands keeps the ids of commands that still exist', async () => {
  await rest.put(all, { body: [ping, { name: 'find', description: 'Finds' }] });
  const [before] = playground.commands();
  await rest.put(all, { body: [{ name: 'list', description: 'Lists' }, ping] });
  expect(names()).toEqual(['list', 'ping']);
  expect(playground.commands()[1]).toEqual(before);
  await rest.put(all, { body: [{ ...ping, description: 'Answers pong well' }] });
  expect(playground.commands()[0]?.id).toBe(before?.id);
  expect(playground.commands()[0]?.version).not.toBe(before?.version);
});

test('creates, edits, reads and deletes single commands', async () => {
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

test("a guild's own commands exist only there, and hide global commands of the same name", async () => {
  await rest.put(all, { body: [ping] });
  await rest.put(here, { body: [{ ...ping, description: 'Here' }] });
  expect(playground.member('ben', 'Sound Workshop').commands()).toMatchObject([{ description: 'Here' }]);
  expect(playground.member('ben', 'Quiet Room').commands()).toMatchObject([{ description: 'Answers pong' }]);
});

const option = (name: string, more = {}) => ({ type: 3, name, description: 'd', ...more });
const choices = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `${i}`, value: `${i}` }));

test.each([
  ['a name in capitals', { name: 'Ping' }, 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name of 33', { name: 'x'.repeat(33) }, 'name', 'BASE_TYPE_MAX_LENGTH'],
  ['a description of 101', { description: 'x'.repeat(101) }, 'description', 'BASE_TYPE_MAX_LENGTH'],
  ['no description', { description: '' }, 'description', 'BASE_TYPE_REQUIRED'],
  ['26 options', { options: Array.from({ length: 26 }, (_, i) => option(`o${i}`)) }, 'options', 'BASE_TYPE_MAX_LENGTH'],
  ['26 choices', { options: [option('o', { choices: choices(26) })] }, 'options.0.choices', 'BASE_TYPE_MAX_LENGTH'],
  [
    'a required option after a free one',
    { options: [option('a'), option('b', { required: true })] },
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'an option twice',
    { options: [option('a'), option('a')] },
    'options.1.name',
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
])('%s is refused', async (_, change, path, code) => {
  const error = await rest.post(all, { body: { ...ping, ...change } }).catch((reason: unknown) => reason);
  const raw = JSON.parse(JSON.stringify(error));
  const at = path.split('.').reduce((tree, key) => tree?.[key], raw.rawError.errors);
  expect(at?._errors?.[0]?.code, JSON.stringify(raw.rawError)).toBe(code);
});

test('counts the longest localization towards the 8,000 characters of a command', async () => {
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

test('rejects duplicate names and more than 15 context-menu commands', async () => {
  await expect(rest.put(all, { body: [ping, ping] })).rejects.toThrow('must be unique');
  const menus = Array.from({ length: 16 }, (_, i) => ({ type: 3, name: `Menu ${i}` }));
  await expect(rest.put(all, { body: menus })).rejects.toThrow('15 or fewer');
  await rest.put(all, { body: menus.slice(1) });
  expect(names()).toHaveLength(15);
});

test('allows 200 new commands a day', async () => {
  const set = (round: number) => Array.from({ length: 100 }, (_, i) => ({ name: `c${round}-${i}`, description: 'd' }));
  await rest.put(all, { body: set(1) });
  await rest.put(all, { body: set(2) });
  await expect(rest.put(all, { body: set(3) })).rejects.toMatchObject({ code: 30034 });
});

test('lists localizations only on request', async () => {
  const name_localizations = { de: 'klingeln' };
  await rest.put(all, { body: [{ ...ping, name_localizations }] });
  const query = new URLSearchParams({ with_localizations: 'true' });
  expect(await rest.get(all, { query })).toMatchObject([{ name_localizations }]);
  expect(await rest.get(all)).not.toMatchObject([{ name_localizations }]);
});

test('resolves `registered` once the command exists', async () => {
  const waiting = playground.registered('ping');
  await rest.post(all, { body: ping });
  await waiting;
  await playground.registered('ping');
});

test("rejects access to another application's commands", async () => {
  await expect(rest.put(Routes.applicationCommands('1'), { body: [] })).rejects.toMatchObject({ status: 403 });
});
