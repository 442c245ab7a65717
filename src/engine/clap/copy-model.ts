import { copyFile, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_CLAP_MODEL } from '../../config.ts';
import { OperatorError } from '../../errors.ts';
import { withFetchLock } from './fetch-lock.ts';
import { type ClapDtype, type ClapFiles, locateModel } from './locate-model.ts';
import { type Digest, digestFile, modelFiles, PUBLISHED, writeManifest } from './model-manifest.ts';

interface CopyOptions {
  /** The model's own folder, or a folder that contains the model at `<id>`. */
  readonly from: string;
  readonly modelsDir: string;
  readonly id?: string;
  readonly dtype?: ClapDtype;
}

interface CopiedModel {
  readonly folder: string;
  readonly copied: readonly string[];
  /** Copied files that differ from the published ones. This is no error: the operator chose the folder. */
  readonly unpublished: readonly string[];
}

/**
 * Copies a model from a folder to `<modelsDir>/<id>`, for machines without internet.
 * @throws OperatorError `not-found` if the folder contains no usable model; `busy` if the model is being downloaded
 */
export async function copyModel(options: CopyOptions): Promise<CopiedModel> {
  const { from, modelsDir, id = DEFAULT_CLAP_MODEL, dtype = 'q8' } = options;
  const source = await locateModel({ modelsDir: from, id, dtype }).catch((cause: Error) => {
    throw new OperatorError('not-found', `${from} holds no usable model: ${cause.message}.`, { cause });
  });
  const folder = join(modelsDir, id);
  await mkdir(folder, { recursive: true });
  return withFetchLock(folder, () => copyFiles(source, folder, id));
}

async function copyFiles(source: ClapFiles, folder: string, id: string): Promise<CopiedModel> {
  const copied: string[] = [];
  const unpublished: string[] = [];
  const digests: Record<string, Digest> = {};
  for (const file of modelFiles(source.audio.dtype)) {
    // The text network may be missing, or exist only in the other precision.
    const origin = file.startsWith('onnx/text_model') ? source.text?.path : join(source.folder, file);
    if (origin === undefined || !(await exists(origin))) continue;
    const name = origin.slice(source.folder.length + 1);
    const digest = await copyAtomically(origin, join(folder, name));
    const published = PUBLISHED[id]?.files[name];
    if (published && published.sha256 !== digest.sha256) unpublished.push(name);
    digests[name] = digest;
    copied.push(name);
  }
  await writeManifest(folder, { id, revision: null, files: digests });
  return { folder, copied, unpublished };
}

async function copyAtomically(origin: string, path: string): Promise<Digest> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  await copyFile(origin, part);
  const file = await open(part, 'r+');
  await file.sync();
  await file.close();
  const digest = await digestFile(part);
  if (digest.sha256 !== (await digestFile(origin)).sha256) throw new Error(`${origin} changed while it was copied`);
  await rename(part, path);
  return digest;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
