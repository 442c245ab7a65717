import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { PendingFile } from './upload-file.ts';

/** An entry of the command picker: a command, or a subcommand with its path. */
export interface Choosable {
  readonly command: APIApplicationCommand;
  /** Full name, including the group and subcommand: `library stats`. */
  readonly name: string;
  /** Name in the language of the current person, as is `description`. */
  readonly shownName: string;
  readonly description: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
}

export type DraftValue = string | number | boolean | PendingFile;

/** A slash command that the person is filling in. */
export interface CommandDraft extends Choosable {
  /** Names of the options that have a field: required options, and optional ones that the person added. */
  readonly shown: readonly string[];
  readonly values: Readonly<Record<string, DraftValue>>;
}

type Localised = { name: string; description: string } & {
  name_localizations?: Partial<Record<string, string | null>> | null;
  description_localizations?: Partial<Record<string, string | null>> | null;
};

export function localName(
  { name, name_localizations }: Pick<Localised, 'name' | 'name_localizations'>,
  locale: string,
) {
  return name_localizations?.[locale] ?? name;
}

export function localDescription(what: Localised, locale: string): string {
  return what.description_localizations?.[locale] ?? what.description;
}

/** Returns the entries of the command picker: one for each slash command and subcommand. */
export function choosable(commands: readonly APIApplicationCommand[], locale: string): Choosable[] {
  return commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap((command) => leaves(command, command, [command.name], [localName(command, locale)], locale));
}

function leaves(
  command: APIApplicationCommand,
  node: APIApplicationCommand | APIApplicationCommandOption,
  path: string[],
  shownPath: string[],
  locale: string,
): Choosable[] {
  const options: readonly APIApplicationCommandOption[] = ('options' in node ? node.options : undefined) ?? [];
  const nested = options.filter(isNested);
  if (nested.length > 0) {
    return nested.flatMap((child) =>
      leaves(command, child, [...path, child.name], [...shownPath, localName(child, locale)], locale),
    );
  }
  return [
    {
      command,
      name: path.join(' '),
      shownName: shownPath.join(' '),
      description: localDescription(node, locale),
      options: options.filter((option) => !isNested(option)),
    },
  ];
}

type Nested = Extract<
  APIApplicationCommandOption,
  { type: ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup }
>;

function isNested(option: APIApplicationCommandOption): option is Nested {
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
  return option.type === Subcommand || option.type === SubcommandGroup;
}

/** Creates the draft of a command, and distributes `files` over the options that accept files. */
export function startDraft(command: Choosable, files: readonly PendingFile[]): CommandDraft {
  const takers = command.options.filter(({ type }) => type === ApplicationCommandOptionType.Attachment);
  const values: Record<string, DraftValue> = {};
  for (const [index, option] of takers.entries()) {
    const file = files[index];
    if (file !== undefined) values[option.name] = file;
  }
  const shown = command.options
    .filter(({ name, required }, index) => required || name in values || (index === 0 && command.options.length > 0))
    .map(({ name }) => name);
  return { ...command, shown, values };
}

/** Distributes files over the options that accept files and are empty. Ignores further files. */
export function giveFiles(draft: CommandDraft, files: readonly PendingFile[]): CommandDraft {
  const free = draft.options.filter(
    ({ type, name }) => type === ApplicationCommandOptionType.Attachment && draft.values[name] === undefined,
  );
  return free.reduce((next, { name }, index) => {
    const file = files[index];
    return file === undefined ? next : setValue(next, name, file);
  }, draft);
}

export function setValue(draft: CommandDraft, name: string, value: DraftValue | undefined): CommandDraft {
  const { [name]: _, ...values } = draft.values;
  const shown = draft.shown.includes(name) ? draft.shown : [...draft.shown, name];
  return { ...draft, shown, values: value === undefined ? values : { ...values, [name]: value } };
}

export function hideOption(draft: CommandDraft, name: string): CommandDraft {
  const { [name]: _, ...values } = draft.values;
  return { ...draft, values, shown: draft.shown.filter((other) => other !== name) };
}

/** Returns the first required option without a value. */
export function missing(draft: CommandDraft): APIApplicationCommandBasicOption | undefined {
  return draft.options.find(({ name, required }) => required && draft.values[name] === undefined);
}
