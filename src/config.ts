import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { OperatorError } from './errors.ts';

/** Discord's own file servers: where attachments are fetched from unless ATTACHMENT_ORIGINS says otherwise. */
export const DISCORD_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net'] as const;

const count = (takes: string, min: number, max: number, standard: number) =>
  z.coerce.number({ error: takes }).int(takes).min(min, takes).max(max, takes).default(standard);

const PORT = 'takes a port from 0 to 65535';
const ORIGINS = 'takes origins such as https://cdn.discordapp.com, comma-separated';

const schema = z.object({
  /** The bot's token. Without one, the bot runs on the playground. */
  DISCORD_TOKEN: z.string().optional(),
  /** Base of another Discord-compatible REST API, with or without `/v10`. */
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'takes the address of a REST API' }).optional(),
  /** Origins that attachments may be downloaded from, comma-separated. */
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
  /** Gateway connections of this one process: as many as Discord recommends, or a number. */
  SHARDS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,3})$/, 'takes auto or a number from 1')
    .transform((value) => (value === 'auto' ? value : Number(value)))
    .default('auto'),

  /** Where the guilds' libraries are kept. */
  DATA_DIR: z.string().default('data'),
  /** What keeps them. docs/decisions/one-process.md says why there is no other. */
  STORE: z.enum(['lowdb'], { error: 'takes lowdb, the only store there is so far' }).default('lowdb'),

  /** Where the CLAP model is looked for. */
  MODELS_DIR: z.string().default('models'),
  CLAP_MODEL: z.string().default('Xenova/clap-htsat-unfused'),
  /** `auto`: CLAP where the model is found; `off`: acoustic features alone. */
  CLAP: z.enum(['auto', 'off'], { error: 'takes auto or off' }).default('auto'),
  /** Which weights: quantised, or of full precision. */
  CLAP_DTYPE: z.enum(['q8', 'fp32'], { error: 'takes q8 or fp32' }).default('q8'),
  /** Hub that the model is downloaded from. */
  HF_ENDPOINT: z.url({ protocol: /^https?$/, error: 'takes the address of a hub' }).default('https://huggingface.co'),
  /** Which ffmpeg decodes. `wasm`: the built-in one and no other. */
  DECODER: z.enum(['auto', 'native', 'wasm'], { error: 'takes auto, native or wasm' }).default('auto'),
  FFMPEG_PATH: z.string().optional(),
  /** Threads that listen. */
  THREADS: count('takes a number from 1 to 64', 1, 64, availableParallelism()),

  /** Largest file that is taken, in MiB. */
  MAX_FILE_MB: count('takes a number of megabytes from 1 to 500', 1, 500, 25),
  /** Longest sound that is taken, in seconds. */
  MAX_SECONDS: count('takes a number of seconds from 1 to 7200', 1, 7200, 600),
  /** Sounds that one server may keep. */
  MAX_SOUNDS: count('takes a number from 1 to 1000000', 1, 1_000_000, 10_000),
  /** Audio that one server may keep, in MiB. */
  MAX_LIBRARY_MB: count('takes a number of megabytes from 1', 1, 10_000_000, 2_000),
  /** Sounds that one member may have the bot listen to at the same time. */
  MAX_JOBS_PER_MEMBER: count('takes a number from 1 to 100', 1, 100, 10),
  /** Sounds that one member may have it listen to within a minute. */
  MAX_SOUNDS_PER_MINUTE: count('takes a number from 1 to 10000', 1, 10_000, 300),
  /** Sounds of all servers together that may wait to be listened to; one more is answered "busy". */
  MAX_WAITING: count('takes a number from 1 to 100000', 1, 100_000, 200),
  /** Seconds after which a download is given up. */
  DOWNLOAD_SECONDS: count('takes a number of seconds from 1 to 600', 1, 600, 30),

  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'takes fatal, error, warn, info, debug, trace or silent',
    })
    .optional(),
  /** Port of the health checks and the metrics; 0 takes any free one. Without it there are none. */
  METRICS_PORT: z.coerce.number({ error: PORT }).int(PORT).min(0, PORT).max(65_535, PORT).optional(),
  /** Address that they are served on. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Port of the playground; 0 takes any free one. */
  PLAYGROUND_PORT: count(PORT, 0, 65_535, 0),
});

/** The environment, parsed and checked. The variables are described in `.env.example`. */
export type Config = Readonly<z.output<typeof schema>>;

/** Every variable that {@link readConfig} knows. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/**
 * Parses the environment once, at the start. Space around a value is not of it, and an empty one counts as unset.
 * @throws UserError `usage`: one line that names the variable and what it takes.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'The environment');
    // The token is not for the log.
    const value = name === 'DISCORD_TOKEN' ? '' : `, not ${JSON.stringify(given[name])}`;
    throw new OperatorError('usage', `${name} ${issue?.message ?? 'is wrong'}${value}.`);
  }
  return Object.freeze(parsed.data);
}

/** What an engine takes from the configuration, in the bot and on the command line alike. */
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
 * Adds what `.env` in the working folder says to `process.env`; what is set already wins.
 * @throws UserError `usage` where it is there and cannot be read.
 */
export function loadEnvFile(path = '.env'): void {
  if (!existsSync(path)) return;
  try {
    for (const [name, value] of Object.entries(parseEnv(textOf(readFileSync(path))))) process.env[name] ??= value;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError('usage', `${path} cannot be read: ${why}`, { cause });
  }
}

/** Text without the mark that editors on Windows begin it with; process.loadEnvFile takes that for part of a name. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && search === '';
}
