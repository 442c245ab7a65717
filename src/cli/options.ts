import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A call whose words are off: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  json: { type: 'boolean' },
  library: { type: 'string' },
  label: { type: 'string' },
  text: { type: 'string' },
  top: { type: 'string' },
  guild: { type: 'string' },
  data: { type: 'string' },
  models: { type: 'string' },
  clap: { type: 'string' },
  decoder: { type: 'string' },
  threads: { type: 'string' },
  repair: { type: 'boolean' },
} as const;

const whole = z.coerce.number().int().positive();
const Values = z.object({
  json: z.boolean().default(false),
  repair: z.boolean().default(false),
  library: z.string().min(1).optional(),
  label: z.string().min(1).max(100).optional(),
  text: z.string().min(1).optional(),
  top: whole.max(1000).default(5),
  guild: z
    .string()
    .regex(/^\d{1,20}$/, "takes a server's id: digits, 20 at the most")
    .optional(),
  data: z.string().min(1).optional(),
  models: z.string().min(1).optional(),
  clap: z.enum(['auto', 'off']).optional(),
  decoder: z.enum(['auto', 'native', 'wasm']).optional(),
  threads: whole.max(64).optional(),
});

export type Arguments = z.infer<typeof Values> & { readonly files: readonly string[] };

/** Parses the words after the command's name. Only options in `allowed` (and the engine's) may be given. */
export function parseArguments(argv: readonly string[], allowed: readonly (keyof typeof OPTIONS)[]): Arguments {
  const names = new Set<string>([...allowed, 'json', 'models', 'clap', 'decoder', 'threads']);
  const options = Object.fromEntries(Object.entries(OPTIONS).filter(([name]) => names.has(name)));
  const { values, positionals } = parsed(argv, options);
  const result = Values.safeParse(values);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { ...result.data, files: positionals };
}

function parsed(argv: readonly string[], options: Record<string, { type: 'boolean' | 'string' }>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The value of an option that the command cannot do without. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new UsageError(`${name} is needed`);
  return value;
}
