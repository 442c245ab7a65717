import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { MAX_LABEL } from '../commands/shared/labels.ts';
import { type Config, readConfig } from '../config.ts';
import { SEARCH_KINDS } from '../engine/index.ts';
import { QUALITIES } from '../engine/mix.ts';
import { OperatorError } from '../errors.ts';
import { messagesFor } from '../i18n/index.ts';
import { SEARCH_ORDERS } from '../storage/settings.ts';

/** Invalid command-line arguments. The exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const flag = z.boolean().default(false);
const text = z.string().min(1, 'needs a value');
const wholeNumber = (max: number) =>
  z
    .string()
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= max, `takes a whole number from 1 to ${max}`);
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `takes ${messagesFor('en-US').format.either(values)}`);

const Options = z.object({
  json: flag,
  help: flag,
  repair: flag,
  host: flag,
  again: flag,
  metadata: flag,
  csv: flag,
  library: text.optional(),
  label: text.max(MAX_LABEL, `takes at most ${MAX_LABEL} characters`).optional(),
  text: text.optional(),
  filter: text.optional(),
  top: wholeNumber(1000).default(5),
  steps: wholeNumber(50).default(4),
  order: oneOf(SEARCH_ORDERS).default('library'),
  like: text.optional(),
  share: oneOf(QUALITIES).optional(),
  unlike: text.optional(),
  by: oneOf(['sound', ...SEARCH_KINDS]).default('sound'),
  guild: z
    .string()
    .regex(/^\d{1,20}$/, 'takes the id of a server, which has at most 20 digits')
    .optional(),
  user: z
    .string()
    .regex(/^\d{1,20}$/, 'takes the id of a member, which has at most 20 digits')
    .optional(),
  data: text.optional(),
  from: text.optional(),
  to: text.optional(),
  'from-blobs': text.optional(),
  'to-blobs': text.optional(),
  dtype: oneOf(['q8', 'fp32']).optional(),
  models: text.optional(),
  clap: oneOf(['auto', 'off']).optional(),
  decoder: oneOf(['auto', 'native', 'wasm']).optional(),
  threads: wholeNumber(64).optional(),
});

export type OptionName = keyof typeof Options.shape;
export type Arguments = z.infer<typeof Options> & { readonly files: readonly string[] };

const FLAGS: readonly OptionName[] = ['json', 'help', 'repair', 'host', 'again', 'metadata', 'csv'];
const COMMON: readonly OptionName[] = ['json', 'help', 'models', 'clap', 'decoder', 'threads'];

/**
 * Parses the arguments after the name of a command.
 * @param allowed options of the command, besides those that every command takes
 * @throws UsageError if an option is unknown or has an invalid value
 */
export function parseArguments(argv: readonly string[], allowed: readonly OptionName[]): Arguments {
  const options = Object.fromEntries(
    [...COMMON, ...allowed].map((name) => [
      name,
      { type: FLAGS.includes(name) ? 'boolean' : 'string', ...(name === 'help' && { short: 'h' }) } as const,
    ]),
  );
  const { values, positionals } = parse(argv, options);
  const result = Options.safeParse(values);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UsageError(`--${issue?.path.join('.')} ${issue?.message}`);
  }
  return { ...result.data, files: positionals };
}

function parse(argv: readonly string[], options: Record<string, { type: 'boolean' | 'string' }>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Returns the value of an option that a command requires. @throws UsageError if the option is not given */
export function required<T>(value: T | undefined, usage: string): T {
  if (value === undefined) throw new UsageError(`${usage} is required`);
  return value;
}

/** Reads the environment, overridden by the options. @throws OperatorError `usage` if a variable is invalid */
export function configFrom({ data, models, clap, dtype, decoder, threads }: Arguments): Config {
  return {
    ...readConfig(process.env),
    ...(data !== undefined && { DATA_DIR: data }),
    ...(models !== undefined && { MODELS_DIR: models }),
    ...(clap !== undefined && { CLAP: clap }),
    ...(dtype !== undefined && { CLAP_DTYPE: dtype }),
    ...(decoder !== undefined && { DECODER: decoder }),
    ...(threads !== undefined && { THREADS: threads }),
  };
}

/** Returns `folder`. @throws OperatorError `not-found` if it is missing: a mistyped data folder must not be created */
export async function existingFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new OperatorError('not-found', `There is no folder ${folder}.`);
  return folder;
}
