import { describe, expect } from 'vitest';
import { say, interactionTest as test } from './interaction-test.ts';

describe('limits', () => {
  const text = (length: number) => 'x'.repeat(length);
  const button = (id: string) => ({ type: 2, style: 1, label: 'Press', custom_id: id });
  const row = (...components: object[]) => ({ type: 1, components });
  const options = (count: number) => Array.from({ length: count }, (_, i) => ({ label: `${i}`, value: `${i}` }));
  const select = (more: object) => ({ type: 3, custom_id: 'menu', options: options(2), ...more });
  const V2 = 1 << 15;

  const TOO_LONG = 'BASE_TYPE_MAX_LENGTH';
  const BAD_LENGTH = 'BASE_TYPE_BAD_LENGTH';
  const REQUIRED = 'BASE_TYPE_REQUIRED';
  const NO_ADDRESS = 'URL_TYPE_INVALID_URL';
  const first = 'components.0.components.0';
  const many = <T>(count: number, item: T) => Array<T>(count).fill(item);
  const ids = (count: number) => Array.from({ length: count }, (_, i) => button(String(i)));
  const field = (value: string) => ({ name: 'n', value });
  const link = (url: string) => ({ type: 2, style: 5, label: 'a', url });
  const display = (content: string) => ({ type: 10, content });
  const v2 = (...components: object[]) => ({ flags: V2, components });
  const embed = (...embeds: object[]) => ({ embeds });
  const rows = (...components: object[]) => ({ components: components.map((component) => row(component)) });

  test.for([
    ['content of 2001', { content: text(2001) }, 'content', TOO_LONG],
    ['an embed title of 257', embed({ title: text(257) }), 'embeds.0.title', TOO_LONG],
    ['a description of 4097', embed({ description: text(4097) }), 'embeds.0.description', TOO_LONG],
    ['26 fields', embed({ fields: many(26, field('v')) }), 'embeds.0.fields', TOO_LONG],
    ['an empty field value', embed({ fields: [field('')] }), 'embeds.0.fields.0.value', REQUIRED],
    [
      'embeds of 6001 characters together',
      embed({ description: text(4000) }, { description: text(2001) }),
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['11 embeds', embed(...many(11, { title: 't' })), 'embeds', TOO_LONG],
    ['a link that is none', embed({ title: 't', url: 'nonsense' }), 'embeds.0.url', NO_ADDRESS],
    ['an image of another protocol', embed({ image: { url: 'ftp://a.test/a' } }), 'embeds.0.image.url', NO_ADDRESS],
    ['no timestamp', embed({ title: 'a', timestamp: 'soon' }), 'embeds.0.timestamp', 'DATE_TIME_TYPE_PARSE'],
    ['six buttons in a row', { components: [row(...ids(6))] }, 'components.0.components', BAD_LENGTH],
    ['six rows', rows(...ids(6)), 'components', BAD_LENGTH],
    ['an empty row', { components: [row()] }, 'components.0.components', BAD_LENGTH],
    [
      'a button beside a menu',
      { components: [row(button('a'), select({}))] },
      'components.0.components',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'a button without label and emoji',
      rows({ ...button('a'), label: undefined }),
      first,
      'BUTTON_COMPONENT_INVALID_LABEL',
    ],
    ['a button without custom id', rows({ ...button('a'), custom_id: undefined }), `${first}.custom_id`, REQUIRED],
    ['a link button without link', rows({ type: 2, style: 5, label: 'a' }), `${first}.url`, REQUIRED],
    ['a link button to a program', rows(link('javascript:a()')), `${first}.url`, NO_ADDRESS],
    ['a custom id of 101', rows(button(text(101))), `${first}.custom_id`, TOO_LONG],
    ['the same custom id twice', rows(button('a'), button('a')), 'components', 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    ['a button label of 81', rows({ ...button('a'), label: text(81) }), `${first}.label`, TOO_LONG],
    ['26 options', rows(select({ options: options(26) })), `${first}.options`, TOO_LONG],
    [
      'an option label of 101',
      rows(select({ options: [{ label: text(101), value: 'v' }] })),
      `${first}.options.0.label`,
      TOO_LONG,
    ],
    [
      'the same option twice',
      rows(select({ options: [...options(1), ...options(1)] })),
      `${first}.options.1.value`,
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    ['a text display without the V2 flag', { components: [display('x')] }, 'components.0', 'UNION_TYPE_CHOICES'],
    [
      'content beside V2 components',
      { ...v2(display('y')), content: 'x' },
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    ['41 V2 components', v2(...many(41, display('x'))), 'components', 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
    [
      'V2 texts of 4001 characters together',
      v2(display(text(4000)), display('x')),
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      'a file component without its file',
      v2({ type: 13, file: { url: 'attachment://missing.ogg' } }),
      'components.0.file.url',
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ],
    ['a file elsewhere', v2({ type: 13, file: { url: 'https://a.test/a' } }), 'components.0.file.url', NO_ADDRESS],
  ] as const)('%s', async ([, message, path, code], { playground, ping, answer }) => {
    const invocation = ping();
    const { status, body } = await answer(invocation, say(message));
    expect([status, body.code, body.message]).toEqual([400, 50035, 'Invalid Form Body']);
    const at = ['data', ...path.split('.')].reduce((tree, key) => tree?.[key], body.errors);
    expect(at?._errors?.[0]?.code, JSON.stringify(body.errors)).toBe(code);
    expect(playground.violations).toHaveLength(1);
    expect(invocation.steps).toEqual([]);
  });

  test('texts of embeds are trimmed before they are counted', async ({ ping, answer }) => {
    const invocation = ping();
    await answer(invocation, say(embed({ title: `${' '.repeat(300)}${text(256)}\n` })));
    expect(invocation.original?.embeds).toEqual([{ type: 'rich', title: text(256) }]);
  });

  test('accepts values at the limits', async ({ playground, ping, answer }) => {
    const message = {
      content: text(2000),
      embeds: [{ title: text(256), description: text(4096), footer: { text: text(1648) } }],
      components: [
        row(...['1', '2', '3', '4', '5'].map((id) => button(id.repeat(100)))),
        row(select({ options: options(25) })),
      ],
    };
    expect(await answer(ping(), say(message))).toEqual({ status: 204, body: undefined });
    expect(playground.violations).toEqual([]);
  });

  test('rejects an empty message with 50006', async ({ ping, answer }) => {
    const { body } = await answer(ping(), say({ content: '  ' }));
    expect(body).toEqual({ message: 'Cannot send an empty message', code: 50006 });
  });

  test("answers an error with Discord's wording", async ({ playground, send }) => {
    const { body } = await send('POST', `/channels/${playground.member('ada').channelId}/messages`, {
      content: text(2001),
    });
    expect(body).toEqual({
      message: 'Invalid Form Body',
      code: 50035,
      errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
    });
  });

  test('rejects a body that is not JSON with 50109', async ({ playground }) => {
    const response = await fetch(`${playground.apiUrl}/v10/channels/${playground.member('ada').channelId}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bot ${playground.token}`, 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(await response.json()).toEqual({ message: 'The request body contains invalid JSON.', code: 50109 });
  });
});
