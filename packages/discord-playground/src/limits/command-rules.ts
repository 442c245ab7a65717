import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { CommandBody } from './body-types.ts';
import { type Problem, required, tooLong } from './problems.ts';

const MAX_COMMAND_TEXT = 8000;
const MAX_CHOICE_VALUE = 100;
const MAX_FILE_TYPES = 10;
const { Attachment } = ApplicationCommandOptionType;

/** Yields the problems of a command's definition that Discord's OpenAPI description does not cover. */
export function* commandProblems(command: CommandBody): Generator<Problem> {
  const { type, name, description = '', options = [] } = command;
  if (type === ApplicationCommandType.ChatInput) {
    yield* nameProblems(name, []);
    if (description === '') yield required(['description']);
    yield* optionProblems(options, ['options']);
  } else if (description !== '') yield tooLong(['description'], 0);
  if (commandSize(command) > MAX_COMMAND_TEXT) {
    const message = `Command exceeds maximum size (${MAX_COMMAND_TEXT})`;
    yield { path: [], code: 'APPLICATION_COMMAND_TOO_LARGE', message };
  }
}

/** Valid command names: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
function* nameProblems(name: string, path: readonly PropertyKey[]): Generator<Problem> {
  if (/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u.test(name) && name === name.toLowerCase()) return;
  yield { path: [...path, 'name'], code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' };
}

function* optionProblems(
  options: readonly APIApplicationCommandOption[],
  path: readonly PropertyKey[],
): Generator<Problem> {
  for (const [i, option] of options.entries()) {
    const before = options.slice(0, i);
    const at = [...path, i];
    yield* nameProblems(option.name, at);
    if (before.some(({ name }) => name === option.name)) {
      const code = 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS';
      yield { path: [...at, 'name'], code, message: 'Option name already exists' };
    }
    if (option.required === true && before.some((other) => other.required !== true)) {
      const message = 'Required options must be placed before non-required options';
      yield { path: at, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message };
    }
    if ('choices' in option && option.choices !== undefined) {
      if (option.autocomplete === true && option.choices.length > 0) yield tooLong([...at, 'choices'], 0);
      yield* choiceProblems(option.choices, [...at, 'choices']);
    }
    if (option.type === Attachment) yield* fileTypeProblems(option.file_types, [...at, 'file_types']);
    if ('options' in option) yield* optionProblems(option.options ?? [], [...at, 'options']);
  }
}

/** Yields a problem for each choice whose value is too long. */
export function* choiceProblems(
  choices: readonly { value: string | number }[],
  path: readonly PropertyKey[],
): Generator<Problem> {
  for (const [i, { value }] of choices.entries()) {
    if (String(value).length > MAX_CHOICE_VALUE) yield tooLong([...path, i, 'value'], MAX_CHOICE_VALUE);
  }
}

/** Yields the problems of `file_types`, which lists groups such as `audio` and extensions such as `.mid`. */
export function* fileTypeProblems(types: readonly string[] = [], path: readonly PropertyKey[]): Generator<Problem> {
  if (types.length > MAX_FILE_TYPES) yield tooLong(path, MAX_FILE_TYPES);
  for (const [i, type] of types.entries()) {
    if (/^(audio|image|video|\..+)$/.test(type)) continue;
    const message = 'Value must be one of {audio, image, video} or a file extension.';
    yield { path: [...path, i], code: 'BASE_TYPE_CHOICES', message };
  }
}

/** The properties of a command, option or choice whose characters count towards the limit of 8,000. */
interface Sized {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description?: string;
  readonly description_localizations?: Localizations;
  readonly value?: unknown;
  readonly options?: readonly Sized[];
  readonly choices?: readonly Sized[];
}
type Localizations = Partial<Record<string, string | null>> | null | undefined;

/** Counts the characters of names, descriptions and values. A localized text counts with its longest localization. */
export function commandSize({
  name,
  description = '',
  value = '',
  options = [],
  choices = [],
  ...part
}: Sized): number {
  const own = longest(name, part.name_localizations) + longest(description, part.description_localizations);
  return [...options, ...choices].reduce((sum, child) => sum + commandSize(child), own + String(value).length);
}

function longest(text: string, localizations: Localizations): number {
  return Math.max(text.length, ...Object.values(localizations ?? {}).map((one) => one?.length ?? 0));
}
