import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FRONT_END } from './log-mel.ts';

/** Where CLAP is, and how it is to be used. Plain data: it crosses to worker threads. */
export interface ClapOptions {
  /** Folder of models (`<modelsDir>/Xenova/clap-htsat-unfused/...`), or one model's own folder. */
  readonly modelsDir: string;
  /** Name on the Hugging Face hub; default {@link DEFAULT_MODEL}. */
  readonly id?: string;
  /** Which weights to prefer: quantised (the default) or full precision. Where one is missing, the other is taken. */
  readonly dtype?: ClapDtype;
  /** What a description is put into before it is read; `{text}` stands for it. Default {@link DEFAULT_PROMPT}. */
  readonly prompt?: string;
  /** Threads of ONNX Runtime for one network; default 1, as the pool has a worker for each core. */
  readonly networkThreads?: number;
}

export type ClapDtype = 'q8' | 'fp32';

export const DEFAULT_MODEL = 'Xenova/clap-htsat-unfused';

/** `owner/name`, and nothing that leads out of the models folder. */
export const MODEL_ID = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/** The files of a model, all known to exist. */
export interface ClapFiles {
  /** The model's name; a stand-in says so in it. */
  readonly name: string;
  readonly folder: string;
  readonly audio: { readonly path: string; readonly dtype: ClapDtype };
  /** Null where only sounds can be embedded, not words. */
  readonly text: { readonly path: string; readonly dtype: ClapDtype } | null;
  /** Sizes and times of the files: another string once any of them has been replaced. */
  readonly stamp: string;
}

/**
 * Why CLAP cannot be used:
 * `missing` there is no model folder; `incomplete` a file of it is not there; `unreadable` a file is truncated or not
 * what its name says; `wrong-shape` it is a model, but not one with CLAP's inputs and outputs; `replaced` the files
 * changed while they were being loaded; `unsupported` ONNX Runtime does not run here, or the model does not load in time.
 */
export type ClapUnavailableReason =
  | 'missing'
  | 'incomplete'
  | 'unreadable'
  | 'wrong-shape'
  | 'replaced'
  | 'unsupported';

/** CLAP is not to be had: the engine says so and goes on with the acoustic features. The message is one line for the log. */
export class ClapUnavailable extends Error {
  override readonly name = 'ClapUnavailable';
  readonly reason: ClapUnavailableReason;

  constructor(reason: ClapUnavailableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

const SUFFIXES: Readonly<Record<ClapDtype, string>> = { q8: '_quantized', fp32: '' };

/** Only what decides whether our front end, and our vectors' length, are the model's. */
const Config = z.object({
  model_type: z.literal('clap'),
  projection_dim: z.literal(512).optional(),
  stand_in: z.boolean().default(false),
});
const Preprocessor = z.object({
  sampling_rate: z.literal(FRONT_END.sampling_rate),
  nb_max_samples: z.literal(FRONT_END.nb_max_samples),
  fft_window_size: z.literal(FRONT_END.fft_window_size),
  hop_length: z.literal(FRONT_END.hop_length),
  feature_size: z.literal(FRONT_END.feature_size),
  frequency_min: z.literal(FRONT_END.frequency_min),
  frequency_max: z.literal(FRONT_END.frequency_max),
  padding: z.literal('repeatpad'),
  truncation: z.literal('rand_trunc'),
  top_db: z.null().optional(),
});

/**
 * Finds a model's files and checks that it is one that this front end suits. Cheap enough to ask every minute whether
 * a model has appeared or changed: it reads two small JSON files and looks at the others' sizes and times.
 *
 * @throws ClapUnavailable `missing`, `incomplete`, `unreadable` or `wrong-shape`
 */
export async function locateClap(options: ClapOptions): Promise<ClapFiles> {
  const id = options.id ?? DEFAULT_MODEL;
  const folder = await findFolder(options.modelsDir, id);
  const config = await check(join(folder, 'config.json'), Config);
  await check(join(folder, 'preprocessor_config.json'), Preprocessor);
  const preferred = options.dtype ?? 'q8';
  const audio = await findWeights(folder, 'audio_model', preferred);
  if (!audio) throw new ClapUnavailable('incomplete', `no onnx/audio_model*.onnx in ${folder}`);
  const tokenizer = (await sizeAndTime(join(folder, 'tokenizer.json'))) !== null;
  const text = tokenizer ? await findWeights(folder, 'text_model', preferred) : null;
  const paths = [audio.path, ...(text ? [text.path, join(folder, 'tokenizer.json')] : [])];
  const stamps = await Promise.all(paths.map(async (path) => `${path} ${await sizeAndTime(path)}`));
  const name = config.stand_in ? `stand-in for ${id}` : id;
  return { name, folder, audio, text, stamp: stamps.join('\n') };
}

/** `<modelsDir>/<id>`, or `modelsDir` itself where it holds a model. */
async function findFolder(modelsDir: string, id: string): Promise<string> {
  if (!MODEL_ID.test(id)) {
    throw new ClapUnavailable(
      'missing',
      `${JSON.stringify(id)} is not a model's name; one looks like ${DEFAULT_MODEL}`,
    );
  }
  for (const folder of [join(modelsDir, id), modelsDir]) {
    if ((await sizeAndTime(join(folder, 'config.json'))) !== null) return folder;
  }
  throw new ClapUnavailable(
    'missing',
    `no model ${id} in ${modelsDir}; "npm run model", or "node dist/cli.js model" in production, downloads it`,
  );
}

async function findWeights(folder: string, tower: string, preferred: ClapDtype) {
  const other = preferred === 'q8' ? 'fp32' : 'q8';
  for (const dtype of [preferred, other] as const) {
    const path = join(folder, 'onnx', `${tower}${SUFFIXES[dtype]}.onnx`);
    if ((await sizeAndTime(path)) !== null) return { path, dtype };
  }
  return null;
}

/** Null where there is no such file. */
async function sizeAndTime(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? `${found.size} ${found.mtimeMs} ${found.ino}` : null;
}

async function check<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const content = await readJson(path);
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ClapUnavailable('wrong-shape', `${path} is not that of an unfused CLAP model: ${problems.join('; ')}`);
}

/** @throws ClapUnavailable `incomplete` or `unreadable` */
export async function readJson(path: string): Promise<unknown> {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ClapUnavailable('incomplete', `${path} cannot be read`, { cause });
  });
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new ClapUnavailable('unreadable', `${path} is not JSON; was its download cut short?`, { cause });
  }
}
