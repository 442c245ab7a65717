import {
  type APIEmbed,
  type APIMessageComponent,
  type APIMessageTopLevelComponent,
  type APIModalComponent,
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { MessageBody } from './body-types.ts';
import { fileTypeProblems } from './command-rules.ts';
import { type Problem, required, tooLong } from './problems.ts';

/** Maximum number of characters in all texts of all embeds of a message. */
const MAX_EMBEDS_TEXT = 6000;
/** Maximum number of characters in a bot's message. Discord's OpenAPI description allows 4,000. */
const MAX_CONTENT = 2000;
/** Maximum number of components in a V2 message, including components inside others. */
const MAX_COMPONENTS = 40;
/** Maximum number of characters in all text displays of a V2 message. */
const MAX_DISPLAYED_TEXT = 4000;
/** Maximum number of rows in a message, of components in a row, and of fields in a modal. */
const MAX_ROWS = 5;

type Path = readonly PropertyKey[];
type Component = APIMessageComponent | APIModalComponent | APIModalInteractionResponseCallbackComponent;

/** Yields the problems of a message that Discord's OpenAPI description does not cover. */
export function* messageProblems(body: MessageBody): Generator<Problem> {
  const { content = '', embeds = [], components = [], flags = 0 } = body;
  if (content.length > MAX_CONTENT) yield tooLong(['content'], MAX_CONTENT);
  yield* embedProblems(embeds);
  if (flags & MessageFlags.IsComponentsV2) yield* layoutProblems(body, components);
  else yield* rowProblems(components);
  yield* componentProblems(components);
}

/** Yields the problems of a modal that Discord's OpenAPI description does not cover. */
export function* modalProblems({ components }: APIModalInteractionResponseCallbackData): Generator<Problem> {
  if (components.length > MAX_ROWS) yield tooLong(['components'], MAX_ROWS);
  yield* componentProblems(components);
}

function* embedProblems(embeds: readonly APIEmbed[]): Generator<Problem> {
  const total = embeds.reduce((sum, embed) => sum + textLength(embed), 0);
  if (total > MAX_EMBEDS_TEXT) {
    const message = `Embed size exceeds maximum size of ${MAX_EMBEDS_TEXT}`;
    yield { path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message };
  }
  for (const [i, { url, timestamp, footer, image, thumbnail, author, fields = [] }] of embeds.entries()) {
    const path = ['embeds', i];
    yield* urlProblems([...path, 'url'], url, /^https?:/);
    yield* urlProblems([...path, 'author', 'url'], author?.url, /^https?:/);
    yield* urlProblems([...path, 'author', 'icon_url'], author?.icon_url);
    yield* urlProblems([...path, 'footer', 'icon_url'], footer?.icon_url);
    yield* urlProblems([...path, 'image', 'url'], image?.url);
    yield* urlProblems([...path, 'thumbnail', 'url'], thumbnail?.url);
    if (timestamp !== undefined && Number.isNaN(Date.parse(timestamp))) {
      const message = `Could not parse ${timestamp}. Should be ISO8601.`;
      yield { path: [...path, 'timestamp'], code: 'DATE_TIME_TYPE_PARSE', message };
    }
    for (const [n, { name, value }] of fields.entries()) {
      if (name === '') yield required([...path, 'fields', n, 'name']);
      if (value === '') yield required([...path, 'fields', n, 'value']);
    }
  }
}

function textLength({ title, description, footer, author, fields = [] }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function* urlProblems(path: Path, url: string | undefined, allowed = /^(https?|attachment):/): Generator<Problem> {
  if (url === undefined || allowed.test(url)) return;
  yield { path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
}

function* rowProblems(components: readonly APIMessageTopLevelComponent[]): Generator<Problem> {
  if (components.length > MAX_ROWS) yield badLength(['components']);
  for (const [i, { type }] of components.entries()) {
    if (type === ComponentType.ActionRow) continue;
    const message = 'Value of field "type" must be one of (1,).';
    yield { path: ['components', i], code: 'UNION_TYPE_CHOICES', message };
  }
}

function badLength(path: Path): Problem {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${MAX_ROWS} in length.` };
}

function* layoutProblems(body: MessageBody, components: readonly APIMessageTopLevelComponent[]): Generator<Problem> {
  for (const field of ['content', 'embeds'] as const) {
    if (body[field] === undefined) continue;
    const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    yield { path: [field], code, message };
  }
  const path = ['components'];
  const all = [...eachComponent(components)];
  if (all.length > MAX_COMPONENTS) {
    const message = `The total number of components cannot exceed ${MAX_COMPONENTS}`;
    yield { path, code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message };
  }
  const letters = all.reduce((sum, { component }) => sum + ('content' in component ? component.content.length : 0), 0);
  if (letters > MAX_DISPLAYED_TEXT) {
    const message = `Displayable text size exceeds maximum size of ${MAX_DISPLAYED_TEXT}`;
    yield { path, code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message };
  }
}

function* componentProblems(components: readonly Component[]): Generator<Problem> {
  const seen = new Set<string>();
  for (const { component, path } of eachComponent(components)) {
    yield* singleProblems(component, path);
    if (!('custom_id' in component)) continue;
    if (seen.has(component.custom_id)) {
      const message = 'Component custom id cannot be duplicated';
      yield { path: ['components'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message };
    }
    seen.add(component.custom_id);
  }
}

/** Yields the problems of one component, without those of the components inside it. */
function* singleProblems(component: Component, path: Path): Generator<Problem> {
  switch (component.type) {
    case ComponentType.ActionRow: {
      const { length } = component.components;
      const buttons = component.components.filter(({ type }) => type === ComponentType.Button).length;
      const at = [...path, 'components'];
      if (length < 1 || length > MAX_ROWS) yield badLength(at);
      else if (buttons === 0 ? length > 1 : buttons < length) {
        const message = 'The specified component exceeds the maximum width';
        yield { path: at, code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message };
      }
      break;
    }
    case ComponentType.Button: {
      const { style } = component;
      if (style === ButtonStyle.Premium) {
        if (component.sku_id === undefined) yield required([...path, 'sku_id']);
        break;
      }
      if (!component.label && component.emoji === undefined)
        yield { path, code: 'BUTTON_COMPONENT_INVALID_LABEL', message: 'A button needs a label or an emoji' };
      if (style === ButtonStyle.Link) {
        if (component.url === undefined) yield required([...path, 'url']);
        yield* urlProblems([...path, 'url'], component.url, /^(https?|discord):/);
      } else if (component.custom_id === undefined) yield required([...path, 'custom_id']);
      break;
    }
    case ComponentType.StringSelect:
      for (const [i, { value }] of component.options.entries()) {
        if (!component.options.slice(0, i).some((other) => other.value === value)) continue;
        const message = 'The specified option value is already used';
        yield { path: [...path, 'options', i, 'value'], code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message };
      }
      break;
    case ComponentType.FileUpload:
      yield* fileTypeProblems(component.file_types, [...path, 'file_types']);
      break;
    case ComponentType.File:
      // A file component can only show a file that was uploaded with the message, so other URLs are rejected.
      yield* urlProblems([...path, 'file', 'url'], component.file.url, /^attachment:/);
      break;
    case ComponentType.Thumbnail:
      yield* urlProblems([...path, 'media', 'url'], component.media.url);
      break;
    case ComponentType.MediaGallery:
      for (const [i, { media }] of component.items.entries())
        yield* urlProblems([...path, 'items', i, 'media', 'url'], media.url);
  }
}

/** Yields the given components and all components inside them, each with its path in the body. */
export function* eachComponent(
  components: readonly Component[],
  path: Path = ['components'],
): Generator<{ component: Component; path: Path }> {
  for (const [i, component] of components.entries()) {
    const at = [...path, i];
    yield { component, path: at };
    if ('components' in component) yield* eachComponent(component.components, [...at, 'components']);
    if ('accessory' in component) yield* eachComponent([component.accessory], [...at, 'accessory']);
    if ('component' in component) yield* eachComponent([component.component], [...at, 'component']);
  }
}
