import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_CLAP_MODEL } from '../../config.ts';
import { ClapUnavailable } from './clap-unavailable.ts';
import { FRONT_END } from './log-mel.ts';

/** Options that select a CLAP model. Plain data, so that they can be passed to worker threads. */
export interface ClapOptions {
  /** Folder of models (`<modelsDir>/Xenova/clap-htsat-unfused/...`), or the folder of one model itself. */
  readonly modelsDir: string;
  /** Name of the model on the Hugging Face hub; default {@link DEFAULT_CLAP_MODEL}. */
  readonly id?: string;
  /** Preferred precision of the model: quantized (default) or full. If it is missing, the other one is used. */
  readonly dtype?: ClapDtype;
}

export type ClapDtype = 'q8' | 'fp32';

/** Matches a model name `owner/name`, and no path that leads out of the models folder. */
export const MODEL_ID = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/** The files of a model, all of which existed when the model was located. */
export interface ClapFiles {
  /** Name of the model. For the small substitute that tests use, it starts with `stand-in for`. */
  readonly name: string;
  readonly folder: string;
  readonly audio: { readonly path: string; readonly dtype: ClapDtype };
  /** The text network; null if the model can embed sounds only. */
  readonly text: { readonly path: string; readonly dtype: ClapDtype } | null;
  /** Sizes, modification times and inode numbers of the files as one string, which changes if a file is replaced. */
  readonly stamp: string;
}

const SUFFIXES: Readonly<Record<ClapDtype, string>> = { q8: '_quantized', fp32: '' };

/** Settings of a model on which the length of its vectors and its preprocessing (log-mel spectrogram) depend. */
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
 * Finds the files of a model, and checks that its preprocessing settings match this engine.
 * Fast enough to run every minute: it reads two small JSON files, and only the sizes and times of the other files.
 * @throws ClapUnavailable `missing`, `incomplete`, `unreadable` or `wrong-shape`
 */
export async function locateModel(options: ClapOptions): Promise<ClapFiles> {
  const id = options.id ?? DEFAULT_CLAP_MODEL;
  const folder = await findFolder(options.modelsDir, id);
  const config = await checkJson(join(folder, 'config.json'), Config);
  await checkJson(join(folder, 'preprocessor_config.json'), Preprocessor);
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

/** Returns `<modelsDir>/<id>`, or `modelsDir` if that is a model's own folder. @throws ClapUnavailable `missing` */
async function findFolder(modelsDir: string, id: string): Promise<string> {
  if (!MODEL_ID.test(id)) {
    throw new ClapUnavailable(
      'missing',
      `${JSON.stringify(id)} is not a model's name; one looks like ${DEFAULT_CLAP_MODEL}`,
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

async function findWeights(folder: string, network: string, preferred: ClapDtype) {
  const other = preferred === 'q8' ? 'fp32' : 'q8';
  for (const dtype of [preferred, other] as const) {
    const path = join(folder, 'onnx', `${network}${SUFFIXES[dtype]}.onnx`);
    if ((await sizeAndTime(path)) !== null) return { path, dtype };
  }
  return null;
}

/** Returns the size, modification time and inode number of a file as text; null if the file does not exist. */
async function sizeAndTime(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? `${found.size} ${found.mtimeMs} ${found.ino}` : null;
}

async function checkJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const content = await readJson(path);
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ClapUnavailable('wrong-shape', `${path} is not that of an unfused CLAP model: ${problems.join('; ')}`);
}

/** Reads and parses a JSON file of a model. @throws ClapUnavailable `incomplete` or `unreadable` */
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
