import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIAttachment,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import type { CommandValue } from '../contract.ts';
import { isFileTypeAllowed } from '../world/content-types.ts';
import { channelPayload, memberPayload, userOf } from '../world/payloads.ts';
import { permissionsIn } from '../world/permissions.ts';
import type { Channel, World } from '../world/world.ts';

const T = ApplicationCommandOptionType;

export interface FilledOptions {
  readonly options: object[];
  readonly resolved: Record<string, Record<string, object>>;
}

export interface Typing {
  readonly option: string;
  readonly typed: string;
}

/**
 * Builds the `options` and `resolved` of an interaction from the values that a person filled in.
 * @param path names of the subcommand group and the subcommand
 * @param typing name of the option that the person is typing into, for an autocompletion: required options may be missing
 * @throws Error if Discord's client would not send the command
 */
export function fillOptions(
  world: World,
  channel: Channel,
  command: APIApplicationCommand,
  path: readonly string[],
  values: Record<string, CommandValue>,
  typing: Typing | null = null,
): FilledOptions {
  const resolved: FilledOptions['resolved'] = {};
  const fail = (why: string): never => {
    throw new Error(`/${[command.name, ...path].join(' ')}: ${why}`);
  };

  function basic(definitions: readonly APIApplicationCommandBasicOption[]): object[] {
    for (const name of Object.keys(values)) {
      if (!definitions.some((definition) => definition.name === name)) fail(`there is no option "${name}"`);
    }
    return definitions.flatMap((definition): object[] => {
      const { name, type } = definition;
      if (typing?.option === name) {
        if (!('autocomplete' in definition) || definition.autocomplete !== true) fail(`"${name}" has no autocomplete`);
        return [{ name, type, value: typing.typed, focused: true }];
      }
      const value = values[name];
      if (value === undefined) {
        if (definition.required === true && typing === null) fail(`the option "${name}" is required`);
        return [];
      }
      const problem = wrong(definition, value);
      if (problem !== null) fail(`"${name}" ${problem}`);
      resolve(world, channel, definition, value, resolved);
      return [{ name, type, value: isAttachment(value) ? value.id : value }];
    });
  }

  function nested(definitions: readonly APIApplicationCommandOption[], rest: readonly string[]): object[] {
    const [name, ...deeper] = rest;
    const isSub = (option: APIApplicationCommandOption) =>
      option.type === T.Subcommand || option.type === T.SubcommandGroup;
    if (name === undefined) {
      if (definitions.some(isSub)) fail('a subcommand is needed');
      return basic(definitions.filter((option) => option.type !== T.Subcommand && option.type !== T.SubcommandGroup));
    }
    const definition = definitions.find((option) => option.name === name && isSub(option));
    if (definition === undefined) return fail(`there is no subcommand "${name}"`);
    const inside = 'options' in definition ? (definition.options ?? []) : [];
    return [{ name, type: definition.type, options: nested(inside, deeper) }];
  }

  return { options: nested(command.options ?? [], path), resolved };
}

/** Returns a description of what is wrong with an option's value, or null. */
function wrong(option: APIApplicationCommandBasicOption, value: CommandValue): string | null {
  switch (option.type) {
    case T.Attachment: {
      if (!isAttachment(value)) return 'takes a file';
      const types = option.file_types ?? [];
      return types.length === 0 || isFileTypeAllowed(value.filename, types)
        ? null
        : `takes ${types.join(', ')} files only`;
    }
    case T.Boolean:
      return typeof value === 'boolean' ? null : 'takes true or false';
    case T.Integer:
    case T.Number: {
      if (typeof value !== 'number' || (option.type === T.Integer && !Number.isInteger(value))) return 'takes a number';
      if (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity)) return 'is out of range';
      return isChoice(option.choices, value) ? null : 'is not one of the choices';
    }
    case T.String: {
      if (typeof value !== 'string') return 'takes a text';
      if (value.length < (option.min_length ?? 0) || value.length > (option.max_length ?? 6000))
        return 'is too short or too long';
      return isChoice(option.choices, value) ? null : 'is not one of the choices';
    }
    default:
      return typeof value === 'string' && /^\d+$/.test(value) ? null : 'takes an id';
  }
}

function isChoice(choices: readonly { value: string | number }[] | undefined, value: string | number): boolean {
  return choices === undefined || choices.length === 0 || choices.some((choice) => choice.value === value);
}

function isAttachment(value: CommandValue): value is APIAttachment {
  return typeof value === 'object';
}

/** Adds to `resolved` the user, role, channel or attachment whose id is the value of an option. */
function resolve(
  world: World,
  channel: Channel,
  { type }: APIApplicationCommandBasicOption,
  value: CommandValue,
  resolved: FilledOptions['resolved'],
): void {
  const put = (kind: string, id: string, what: object) => {
    resolved[kind] = { ...resolved[kind], [id]: what };
  };
  if (isAttachment(value)) {
    put('attachments', value.id, { ...value, ephemeral: true });
    return;
  }
  const id = String(value);
  const guild = world.guilds.get(channel.guildId ?? '');
  const role = type === T.Role || type === T.Mentionable ? guild?.roles.get(id) : undefined;
  if (role !== undefined) put('roles', id, role);
  else if (type === T.User || type === T.Mentionable) {
    put('users', id, userOf(world, id));
    const member = guild?.members.get(id);
    if (guild !== undefined && member !== undefined) {
      const { user: _, ...rest } = memberPayload(world, member);
      put('members', id, { ...rest, permissions: permissionsIn(guild, id, channel).toString() });
    }
  }
  const target = type === T.Channel ? world.channels.get(id) : undefined;
  if (target !== undefined) put('channels', id, channelPayload(world, target));
}
