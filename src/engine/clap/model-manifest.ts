import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ClapDtype } from './locate-model.ts';

/** Matches a commit, branch or tag on the hub, but no name that changes the path of a URL (`..`, `?`). */
export const REVISION = /^[\w-][\w.-]{0,99}$/;

const Digest = z.object({
  bytes: z.number().int().nonnegative(),
  /** SHA-256 in lower-case hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const Manifest = z.object({
  id: z.string(),
  /** Commit of the repository on the hub; null if the files were copied from a folder. */
  revision: z.string().regex(REVISION).nullable(),
  /** Length and hash of each file, by its path in the folder. */
  files: z.record(z.string(), Digest),
});

export type Digest = Readonly<z.infer<typeof Digest>>;

/** The files that were downloaded or copied to a model folder. Later downloads must give the same files. */
type ModelManifest = Readonly<z.infer<typeof Manifest>>;

/** A model at one commit of its repository on the hub. */
interface PublishedModel {
  readonly revision: string;
  /** Length and hash of each file, by its path in the repository. */
  readonly files: Readonly<Record<string, Digest>>;
}

/**
 * Models whose files are known in advance.
 * For `clap-htsat-unfused`, the revision and the hashes are those that several independent public projects pin, among
 * them Findit-AI/textclap in `models/MODELS.md`. `preprocessor_config.json` was also compared with a copy of the file.
 */
export const PUBLISHED: Readonly<Record<string, PublishedModel>> = {
  'Xenova/clap-htsat-unfused': {
    revision: 'c28f2883575e590e04d3146ff0713c2448d691ba',
    files: {
      'config.json': { bytes: 699, sha256: '39c6d90fe29cf2cce650dd5c92c38a1e35b130d9ce0bb98585222ad687ad979b' },
      'preprocessor_config.json': {
        bytes: 541,
        sha256: '9739f58296aa6f9ac18008fd0150fb2649bc554985fbde86d0a4041c882ac753',
      },
      'tokenizer.json': {
        bytes: 2_108_774,
        sha256: 'dc239041d98de27ffc3975473a1a23e3db4c937b23c138c38bbc66588bd247e5',
      },
      'onnx/audio_model_quantized.onnx': {
        bytes: 34_301_667,
        sha256: '3fcff2c8824e7bcb83a983f2a49edab3b60cbcf4872ac70efee517355173bd1f',
      },
      'onnx/text_model_quantized.onnx': {
        bytes: 126_603_263,
        sha256: '1a3df8b197e249816e08415fd040434c44762b2eea7eb7bf8a48a0f0bf3c14e5',
      },
      'onnx/audio_model.onnx': {
        bytes: 117_528_416,
        sha256: 'a1c2b43c44f71e0fa841a4b86700886c199bf87699ea45632c4d831bc6c88957',
      },
      'onnx/text_model.onnx': {
        bytes: 501_513_769,
        sha256: '6df7c51f2d78e236a03f2b816e613d538c815639d13644fe7c2124f439da9648',
      },
    },
  },
};

/**
 * Returns the paths of a model's files in the order in which they are downloaded.
 * `config.json` is last, because a folder counts as a model once it contains that file.
 */
export function modelFiles(dtype: ClapDtype): readonly string[] {
  const suffix = dtype === 'q8' ? '_quantized' : '';
  return [
    'preprocessor_config.json',
    'tokenizer.json',
    `onnx/audio_model${suffix}.onnx`,
    `onnx/text_model${suffix}.onnx`,
    'config.json',
  ];
}

const NAME = 'model-lock.json';

/**
 * Reads the manifest of a model folder.
 * @returns null if the manifest is missing or invalid; the next download is then trusted like a first download
 */
export async function readManifest(folder: string): Promise<ModelManifest | null> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')));
  } catch {
    return null;
  }
}

/** Writes the manifest of a model folder, sorted by path, to `model-lock.json`. */
export async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const path = join(folder, NAME);
  const files = Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted: Record<string, Digest> = Object.fromEntries(files);
  await writeFile(`${path}.part`, `${JSON.stringify({ ...manifest, files: sorted }, null, 2)}\n`);
  await rename(`${path}.part`, path);
}

/** Computes the length and SHA-256 of a file, reading one megabyte at a time. */
export async function digestFile(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  stream.on('data', (chunk) => {
    bytes += chunk.length;
  });
  await pipeline(stream, hash);
  return { bytes, sha256: hash.digest('hex') };
}
