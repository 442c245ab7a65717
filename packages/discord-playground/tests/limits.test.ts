import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';

/** Limits that Discord's OpenAPI description does not contain. */

let playground: Playground;
let rest: REST;

beforeEach(async () => {
  playground = await startPlayground();
  rest = new REST({ api: playground.apiUrl }).setToken(playground.token);
});

afterEach(() => playground.close());

/** Resolves to the error code at a path of the error answer, or to the whole answer if there is no such error. */
async function codeAt(request: Promise<unknown>, path: string): Promise<unknown> {
  const error = await request.then(() => null).catch((reason: unknown) => reason);
  const { rawError } = JSON.parse(JSON.stringify(error ?? {}));
  const at = path.split('.').reduce((tree, key) => tree?.[key], rawError?.errors);
  return at?._errors?.[0]?.code ?? rawError;
}

const row = (component: object) => [{ type: 1, components: [component] }];
const V2 = 1 << 15;

describe('a message is refused if it has', () => {
  test.each([
    [
      'a button without label and emoji',
      { components: row({ type: 2, style: 1, custom_id: 'a' }) },
      'components.0.components.0',
      'BUTTON_COMPONENT_INVALID_LABEL',
    ],
    [
      'a button without custom id',
      { components: row({ type: 2, style: 1, label: 'a' }) },
      'components.0.components.0.custom_id',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a link button without link',
      { components: row({ type: 2, style: 5, label: 'a' }) },
      'components.0.components.0.url',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a link button to a program',
      { components: row({ type: 2, style: 5, label: 'a', url: 'javascript:a()' }) },
      'components.0.components.0.url',
      'URL_TYPE_INVALID_URL',
    ],
    ['an empty row', { components: [{ type: 1, components: [] }] }, 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a file that was not uploaded',
      { flags: V2, components: [{ type: 13, file: { url: 'https://a.example/a' } }] },
      'components.0.file.url',
      'URL_TYPE_INVALID_URL',
    ],
    [
      'an image of another protocol',
      { embeds: [{ image: { url: 'ftp://a.example/a' } }] },
      'embeds.0.image.url',
      'URL_TYPE_INVALID_URL',
    ],
    [
      'a timestamp that is none',
      { embeds: [{ title: 'a', timestamp: 'soon' }] },
      'embeds.0.timestamp',
      'DATE_TIME_TYPE_PARSE',
    ],
  ])('%s', async (_, body, path, code) => {
    const request = rest.post(Routes.channelMessages(playground.member('ada').channelId), { body });
    expect(await codeAt(request, path)).toBe(code);
  });
});

test('texts of embeds are trimmed before they are counted', async () => {
  const { channelId } = playground.member('ada');
  const title = `${' '.repeat(300)}${'x'.repeat(256)}\n`;
  await rest.post(Routes.channelMessages(channelId), { body: { embeds: [{ title }] } });
  expect(playground.messages(channelId)[0]?.embeds).toEqual([{ type: 'rich', title: 'x'.repeat(256) }]);
});

describe('a command is refused if it has', () => {
  const option = { name: 'a', description: 'a' };
  test.each([
    [
      'choices beside autocompletion',
      { options: [{ ...option, type: 3, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }] },
      'options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a choice of 101 characters',
      { options: [{ ...option, type: 3, choices: [{ name: 'a', value: 'x'.repeat(101) }] }] },
      'options.0.choices.0.value',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a file type that is none',
      { options: [{ ...option, type: 11, file_types: ['sound'] }] },
      'options.0.file_types.0',
      'BASE_TYPE_CHOICES',
    ],
    ['a description of a context menu', { type: 3 }, 'description', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a subcommand in capitals',
      { options: [{ ...option, type: 1, name: 'A' }] },
      'options.0.name',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
  ])('%s', async (_, more, path, code) => {
    const body = { name: 'ping', description: 'Answers pong', ...more };
    expect(await codeAt(rest.post(Routes.applicationCommands(playground.applicationId), { body }), path)).toBe(code);
  });
});
