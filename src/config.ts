import { z } from 'zod';
import { defaultThreads } from './default-threads.ts';
import { OperatorError } from './errors.ts';
import { type MemoryPlan, planMemory } from './plan-memory.ts';

/** Discord's file servers. Attachments are downloaded from them unless ATTACHMENT_ORIGINS is set. */
export const DISCORD_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net'] as const;

/** Name of the CLAP model on the Hugging Face Hub, unless CLAP_MODEL is set. */
export const DEFAULT_CLAP_MODEL = 'Xenova/clap-htsat-unfused';

const QUOTES = '"\'`';
const CURLY_QUOTES = '“”„‘’‚«»';
/** Characters that editors, chat programs and terminals put into copied tokens. */
const CHARACTERS: Readonly<Record<string, string>> = {
  'U+0009': 'a tab',
  'U+000A': 'a line break',
  'U+000D': 'a line break',
  'U+0020': 'a space',
  'U+00A0': 'a no-break space',
  'U+00AD': 'a soft hyphen',
  'U+200B': 'a zero-width space',
  'U+2028': 'a line break',
  'U+FEFF': 'a byte order mark',
};

const count = (takes: string, min: number, max: number) =>
  z.coerce.number({ error: takes }).int(takes).min(min, takes).max(max, takes);

/** What looks like a bot's token, or another long run of letters and digits that is no name or path. */
const TOKEN = /[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}|(?<![\w-./])[\w-]{40,}(?![\w-./])/g;
const PORT = 'takes a port from 0 to 65535';
const ORIGINS = 'takes origins such as https://cdn.discordapp.com, comma-separated';

const schema = z.object({
  /** The bot's token. Without a token, the bot runs on the playground. */
  DISCORD_TOKEN: z.string().superRefine(checkToken).optional(),
  /** Base URL of another Discord-compatible REST API, with or without `/v10`. */
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'takes the address of a REST API' }).optional(),
  /** Origins that attachments may be downloaded from, separated by commas. The first has the files of soundboards. */
  ATTACHMENT_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(
      z.array(
        z
          .string()
          .refine(isOrigin, ORIGINS)
          .transform((text) => new URL(text).origin),
        { error: ORIGINS },
      ),
    )
    .default([...DISCORD_ORIGINS]),
  /** Number of gateway connections of the process. `auto`: the number that Discord recommends. */
  SHARDS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,3})$/, 'takes auto or a number from 1')
    .transform((value) => (value === 'auto' ? value : Number(value)))
    .default('auto'),

  /** The shards that this process serves, such as `0-3,6`, if several processes divide the servers of the bot. */
  SHARD_LIST: z
    .string()
    .regex(/^\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*$/, 'takes shards such as 0-3 or 0,2')
    .transform(shardsIn)
    .optional(),
  /** Number of all shards of the bot, if several processes divide them. */
  TOTAL_SHARDS: count('takes a number from 1 to 9999', 1, 9999).optional(),

  /** Folder of the guilds' libraries. */
  DATA_DIR: z.string().default('data'),
  /** Kind of store for the libraries: files in DATA_DIR, or a PostgreSQL database. */
  STORE: z.enum(['lowdb', 'postgres'], { error: 'takes lowdb or postgres' }).default('lowdb'),
  /** Address of the PostgreSQL database, for `STORE=postgres`. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'takes an address such as postgres://...' }).optional(),
  /** Where `STORE=postgres` keeps the audio. If unset, the folder `audio` in DATA_DIR. */
  BLOBS: z
    .string()
    .regex(/^(folder:|s3:\/\/)./, 'takes folder:PATH or s3://BUCKET/PREFIX')
    .optional(),

  MODELS_DIR: z.string().default('models'),
  CLAP_MODEL: z.string().default(DEFAULT_CLAP_MODEL),
  /** `auto`: uses CLAP if the model is installed. `off`: uses acoustic features only. */
  CLAP: z.enum(['auto', 'off'], { error: 'takes auto or off' }).default('auto'),
  /** Precision of the model: `q8` (quantized) or `fp32` (full precision). */
  CLAP_DTYPE: z.enum(['q8', 'fp32'], { error: 'takes q8 or fp32' }).default('q8'),
  /** Address of the Hugging Face Hub, or of a mirror, from which the model is downloaded. */
  HF_ENDPOINT: z.url({ protocol: /^https?$/, error: 'takes the address of a hub' }).default('https://huggingface.co'),
  /** FFmpeg for decoding. `wasm`: the built-in one. `native`: a program. `auto`: FFMPEG_PATH if set, else `wasm`. */
  DECODER: z.enum(['auto', 'native', 'wasm'], { error: 'takes auto, native or wasm' }).default('auto'),
  FFMPEG_PATH: z.string().optional(),
  /** Number of analysis threads. Default: the number of CPU cores, or fewer if their memory would not suffice. */
  THREADS: count('takes a number from 1 to 64', 1, 64).optional(),
  /** Memory that the process may use, in MiB. Default: the limit of the container, or all memory of the machine. */
  MEMORY_MB: count('takes a number of megabytes from 256', 256, 1_000_000).optional(),

  /** Maximum size of a file, in MiB. */
  MAX_FILE_MB: count('takes a number of megabytes from 1 to 500', 1, 500).default(25),
  /** Maximum length of a sound, in seconds. */
  MAX_SECONDS: count('takes a number of seconds from 1 to 7200', 1, 7200).default(600),
  /** Maximum number of sounds in the library of one server. */
  MAX_SOUNDS: count('takes a number from 1 to 1000000', 1, 1_000_000).default(10_000),
  /** Maximum size of the stored audio of one server, in MiB. */
  MAX_LIBRARY_MB: count('takes a number of megabytes from 1', 1, 10_000_000).default(2_000),
  /** Maximum number of sounds of one member that wait or are analyzed at the same time. */
  MAX_JOBS_PER_MEMBER: count('takes a number from 1 to 100', 1, 100).default(10),
  /** Maximum number of sounds that one member may send within a minute. */
  MAX_SOUNDS_PER_MINUTE: count('takes a number from 1 to 10000', 1, 10_000).default(300),
  /** Maximum number of sounds of all servers that wait for analysis. Further sounds are rejected as "busy". */
  MAX_WAITING: count('takes a number from 1 to 100000', 1, 100_000).default(200),
  /** Maximum duration of a download, in seconds. */
  DOWNLOAD_SECONDS: count('takes a number of seconds from 1 to 600', 1, 600).default(30),

  /** Days for which the library of a server is kept after the bot has left the server. */
  GRACE_DAYS: count('takes a number of days from 1 to 3650', 1, 3650).default(30),
  /** Address of the host's privacy policy, to which `/help` links. */
  PRIVACY_URL: z.url({ protocol: /^https?$/, error: 'takes the address of a page' }).optional(),

  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'takes fatal, error, warn, info, debug, trace or silent',
    })
    .optional(),
  /** Port of the health checks and metrics. 0 selects any free port. If unset, no port is opened. */
  METRICS_PORT: z.coerce.number({ error: PORT }).int(PORT).min(0, PORT).max(65_535, PORT).optional(),
  /** Network address on which the health checks and metrics are served. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Port of the playground's page. 0 selects any free port. If unset, 5747 or the next free port. */
  PLAYGROUND_PORT: z.coerce.number({ error: PORT }).int(PORT).min(0, PORT).max(65_535, PORT).optional(),
});

/** The configuration, read from environment variables. `.env.example` describes the variables. */
export type Config = Readonly<Omit<z.output<typeof schema>, 'THREADS' | 'MEMORY_MB'>> & {
  readonly THREADS: number;
  /** How the memory is divided, from `MEMORY_MB` and `THREADS`. */
  readonly memory: MemoryPlan;
};

/** Names of all variables that {@link readConfig} reads. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the configuration from environment variables. White space and quotes around a value are ignored, and an empty
 * value counts as unset.
 * @throws OperatorError `usage` with one line that names the variable and the values it takes
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const trimmed = VARIABLES.map((name) => [name, withoutQuotes(name, env[name] ?? '')] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'The environment');
    // The error message is logged, so it must not contain a token or a password.
    const value = name === 'DISCORD_TOKEN' ? '' : `, not ${JSON.stringify(withoutSecrets(given[name] ?? ''))}`;
    throw new OperatorError('usage', `${name} ${issue?.message ?? 'is wrong'}${value}.`);
  }
  checkShards(parsed.data);
  const { THREADS, MEMORY_MB, ...config } = parsed.data;
  const limit = MEMORY_MB === undefined ? undefined : MEMORY_MB * 2 ** 20;
  const threads = THREADS ?? defaultThreads(undefined, limit);
  return Object.freeze({ ...config, THREADS: threads, memory: planMemory(threads, limit) });
}

/** Returns the numbers in a list of numbers and ranges, ascending, each once. */
function shardsIn(list: string): readonly number[] {
  const shards = list.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
  return [...new Set(shards)].sort((a, b) => a - b);
}

/** @throws OperatorError `usage` if the shards of this process are not among those of the bot */
function checkShards({ SHARD_LIST: shards, TOTAL_SHARDS: total }: z.output<typeof schema>): void {
  if (shards === undefined && total === undefined) return;
  if (shards === undefined || total === undefined)
    throw new OperatorError('usage', 'SHARD_LIST and TOTAL_SHARDS need each other.');
  if (shards.length === 0 || shards.some((shard) => shard >= total))
    throw new OperatorError('usage', `SHARD_LIST takes shards from 0 to ${total - 1}, as TOTAL_SHARDS is ${total}.`);
}

/** Returns the storage options that the bot and the command line take from the configuration. */
export function storageOptions(config: Config) {
  return {
    store: config.STORE,
    dataDir: config.DATA_DIR,
    databaseUrl: config.DATABASE_URL,
    blobs: config.BLOBS,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 },
  };
}

/** Returns the shards of this process; null if it has all shards of the bot. */
export function shardRange({ SHARD_LIST: shards, TOTAL_SHARDS: total }: Config) {
  return shards === undefined || total === undefined ? null : { shards, total };
}

/** Returns the engine options that the bot and the command line take from the configuration. */
export function engineOptions(config: Config) {
  return {
    modelsDir: config.MODELS_DIR,
    clapModel: config.CLAP_MODEL,
    clapDtype: config.CLAP_DTYPE,
    clap: config.CLAP,
    decoder: config.DECODER,
    ...(config.FFMPEG_PATH !== undefined && { ffmpegPath: config.FFMPEG_PATH }),
    maxSeconds: config.MAX_SECONDS,
    threads: config.THREADS,
  };
}

/**
 * Returns a value without the quotes around it, which Docker's `--env-file` keeps, although `.env` needs them for some values.
 * @throws OperatorError `usage` if only one end has a quote, or if the quotes are curly
 */
function withoutQuotes(name: string, text: string): string {
  const value = text.trim();
  const [first, last] = [value.at(0) ?? '', value.at(-1) ?? ''];
  if (value.length > 1 && first === last && QUOTES.includes(first)) return value.slice(1, -1).trim();
  const stray = [first, last].find((end) => end && (QUOTES + CURLY_QUOTES).includes(end));
  // The token has a message of its own, which names the character.
  if (!stray || name === 'DISCORD_TOKEN') return value;
  throw new OperatorError('usage', `${name} begins or ends with the quote ${stray}. Write it without quotes.`);
}

/** Checks the form of a token, so that a mistake while copying is not sent to Discord. Never shows the token. */
function checkToken(token: string, context: z.RefinementCtx): void {
  const text = token.replace(/^Bot\s+/i, '');
  const found = /[^\w.-]/u.exec(text)?.[0];
  if (found === undefined) return;
  const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const name = CHARACTERS[code] ?? (/[\p{L}\p{N}\p{P}\p{S}]/u.test(found) ? `"${found}"` : 'an invisible character');
  context.addIssue(`contains ${name} (${code}), which no token does. Copy it again from the Developer Portal`);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && search === '';
}

/** Returns a value with what could be a secret masked: a Discord token, or the name and password in an address. */
function withoutSecrets(value: string): string {
  return value.replace(TOKEN, '***').replace(/\/\/[^/@\s]*@/g, '//***@');
}
