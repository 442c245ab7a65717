import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  Locale,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { check, refuse, withoutNulls } from './check.ts';

const T = ApplicationCommandOptionType;
const MAX_SIZE = 8000;
const INVALID_NAME = { error: 'Command name is invalid', params: { code: 'APPLICATION_COMMAND_INVALID_NAME' } };

/** Checks the name of a slash command. https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const isName = (text: string) => /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u.test(text) && text === text.toLowerCase();

const localised = (max: number) => z.partialRecord(z.enum(Locale), z.string().min(1).max(max)).exactOptional();
const base = {
  name: z.string().min(1).max(32).refine(isName, INVALID_NAME),
  name_localizations: localised(32),
  description: z.string().min(1).max(100),
  description_localizations: localised(100),
  required: z.boolean().exactOptional(),
};

/** Returns the schema of an option that has either autocompletion or choices, but not both. */
function completable<S extends z.ZodRawShape, V extends z.ZodType>(shape: S, value: V) {
  const choice = z.object({ name: z.string().min(1).max(100), name_localizations: localised(100), value });
  const choices = z.array(choice).max(25).exactOptional();
  return z.discriminatedUnion('autocomplete', [
    z.object({ ...shape, autocomplete: z.literal(true), choices: z.tuple([]).exactOptional() }),
    z.object({ ...shape, autocomplete: z.literal(false).exactOptional(), choices }),
  ]);
}

const range = { min_value: z.number().exactOptional(), max_value: z.number().exactOptional() };
const length = {
  min_length: z.int().min(0).max(6000).exactOptional(),
  max_length: z.int().min(1).max(6000).exactOptional(),
};
/** Allowed type of an uploaded file: a group (`audio`) or one file extension (`.mid`). */
export const fileType = z.union([z.enum(['audio', 'image', 'video']), z.templateLiteral(['.', z.string()])]);

const basicOptions = [
  completable({ type: z.literal(T.String), ...base, ...length }, z.string().max(100)),
  completable({ type: z.literal(T.Integer), ...base, ...range }, z.int()),
  completable({ type: z.literal(T.Number), ...base, ...range }, z.number()),
  z.object({ type: z.literal(T.Boolean), ...base }),
  z.object({ type: z.literal(T.User), ...base }),
  z.object({ type: z.literal(T.Role), ...base }),
  z.object({ type: z.literal(T.Mentionable), ...base }),
  z.object({
    type: z.literal(T.Channel),
    ...base,
    channel_types: z
      .array(z.literal([ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildCategory]))
      .exactOptional(),
  }),
  z.object({ type: z.literal(T.Attachment), ...base, file_types: z.array(fileType).max(10).exactOptional() }),
] as const;

const list = <O extends z.ZodType<{ name: string; required?: boolean }>>(option: O) =>
  z
    .array(option)
    .max(25)
    .superRefine((options, context) => {
      const names = new Set<string>();
      for (const [i, one] of options.entries()) {
        if (names.has(one.name)) {
          const code = 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS';
          context.addIssue(refuse(code, 'Option name already exists', [i, 'name']));
        }
        names.add(one.name);
        if (one.required === true && options.slice(0, i).some((before) => before.required !== true)) {
          const text = 'Required options must be placed before non-required options';
          context.addIssue(refuse('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', text, [i]));
        }
      }
    });

const subcommand = z.object({
  type: z.literal(T.Subcommand),
  ...base,
  options: list(z.discriminatedUnion('type', [...basicOptions])).exactOptional(),
});
const group = z.object({ type: z.literal(T.SubcommandGroup), ...base, options: list(subcommand).exactOptional() });
const option = z.discriminatedUnion('type', [...basicOptions, subcommand, group]);

const shared = {
  name_localizations: localised(32),
  default_member_permissions: z
    .union([z.string().regex(/^\d+$/), z.int().min(0)])
    .transform(String)
    .exactOptional(),
  dm_permission: z.boolean().exactOptional(),
  contexts: z.array(z.enum(InteractionContextType)).min(1).exactOptional(),
  integration_types: z.array(z.enum(ApplicationIntegrationType)).min(1).exactOptional(),
  nsfw: z.boolean().exactOptional(),
};
const contextMenu = { ...shared, name: z.string().min(1).max(32), description: z.literal('').exactOptional() };
const { ChatInput, User, Message } = ApplicationCommandType;

const schema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal(ChatInput),
      ...shared,
      name: base.name,
      description: base.description,
      description_localizations: base.description_localizations,
      options: list(option).exactOptional(),
    }),
    z.object({ type: z.literal(User), ...contextMenu }),
    z.object({ type: z.literal(Message), ...contextMenu }),
  ])
  .superRefine((command, context) => {
    if (commandSize(command) > MAX_SIZE) {
      context.addIssue(refuse('APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_SIZE})`));
    }
  });

export type CommandBody = z.infer<typeof schema>;

/** Parses the definition of a command. @throws DiscordError 50035 */
export function parseCommandBody(value: unknown, prefix: PropertyKey[] = []): CommandBody {
  const clean = withoutNulls(value);
  const isTyped = typeof clean === 'object' && clean !== null && 'type' in clean;
  return check(schema, isTyped || typeof clean !== 'object' ? clean : { ...clean, type: ChatInput }, prefix);
}

/** The parts of a command that count towards its limit of 8,000 characters. */
interface Sized {
  name: string;
  name_localizations?: Record<string, string | undefined>;
  description?: string;
  description_localizations?: Record<string, string | undefined>;
  value?: unknown;
  options?: readonly Sized[];
  choices?: readonly Sized[];
}

/** Counts the characters of a command's names, descriptions and values. Of a text's localizations, the longest counts. */
export function commandSize(part: Sized): number {
  const inside = [...(part.options ?? []), ...(part.choices ?? [])];
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description ?? '', part.description_localizations) +
    (part.value === undefined ? 0 : String(part.value).length) +
    inside.reduce((sum, child) => sum + commandSize(child), 0)
  );
}

function longest(text: string, localised: Record<string, string | undefined> = {}): number {
  return Math.max(text.length, ...Object.values(localised).map((one) => one?.length ?? 0));
}
