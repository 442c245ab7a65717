import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_CLAP_MODEL } from '../../config.ts';
import { OperatorError } from '../../errors.ts';
import { downloadFile } from './download-file.ts';
import { withFetchLock } from './fetch-lock.ts';
import { type ClapDtype, MODEL_ID } from './locate-model.ts';
import {
  type Digest,
  digestFile,
  modelFiles,
  PUBLISHED,
  REVISION,
  readManifest,
  writeManifest,
} from './model-manifest.ts';

export interface FetchOptions {
  readonly modelsDir: string;
  /** Name of the model on the hub. By default CLAP's usual model, whose files are known in advance. */
  readonly id?: string;
  readonly dtype?: ClapDtype;
  /** Address of the hub or of a mirror. */
  readonly endpoint: string;
  readonly onProgress?: (progress: FetchProgress) => void;
  readonly signal?: AbortSignal;
  /** Pause before the first retry, in milliseconds, doubled for each further retry; default 1000. */
  readonly retryMs?: number;
}

/** Maximum time until the hub reports the current commit, in milliseconds. */
const HUB_TIMEOUT_MS = 15_000;

export interface FetchProgress {
  readonly file: string;
  /** Number of bytes of the whole model received so far. */
  readonly received: number;
  /** Number of bytes of the whole model; null if it is not known in advance. */
  readonly total: number | null;
}

interface FetchedModel {
  readonly folder: string;
  readonly revision: string;
  /** Paths of the files that this call downloaded; empty if the model was complete. */
  readonly downloaded: readonly string[];
}

/**
 * Downloads the missing files of a model to `<modelsDir>/<id>`.
 * Existing files are checked, and partial downloads are continued. A file gets its final name only if its length and
 * hash are correct. For the usual model, both are known in advance. For any other model, the first download stores both
 * in `model-lock.json`, and later downloads must match.
 * @throws OperatorError `download`, `usage` or `busy`; the signal's reason if it aborts
 */
export async function fetchModel(options: FetchOptions): Promise<FetchedModel> {
  const { modelsDir, id = DEFAULT_CLAP_MODEL } = options;
  if (!MODEL_ID.test(id))
    throw new OperatorError('usage', `CLAP_MODEL takes a name such as ${DEFAULT_CLAP_MODEL}, not "${id}".`);
  const hub = checkHub(options.endpoint);
  const folder = join(modelsDir, id);
  await mkdir(folder, { recursive: true });
  return withFetchLock(folder, () => fetchFiles({ ...options, id }, hub, folder));
}

async function fetchFiles(options: FetchOptions & { id: string }, hub: string, folder: string): Promise<FetchedModel> {
  const { id, dtype = 'q8', onProgress, signal, retryMs } = options;
  const manifest = await readManifest(folder);
  const known = PUBLISHED[id] ?? (manifest?.revision ? manifest : null);
  const revision = known?.revision ?? (await currentCommit(hub, id, signal));
  const files = modelFiles(dtype);
  const total = sum(files.map((file) => known?.files[file]?.bytes ?? null));
  const digests: Record<string, Digest> = { ...known?.files };
  const downloaded: string[] = [];
  let before = 0;

  for (const file of files) {
    const path = join(folder, file);
    const expected = known?.files[file] ?? null;
    let digest = expected && (await hasDigest(path, expected)) ? expected : null;
    if (!digest) {
      await mkdir(dirname(path), { recursive: true });
      digest = await downloadFile({
        url: `${hub}/${id}/resolve/${revision}/${file}`,
        path,
        expected,
        onBytes: (bytes) => onProgress?.({ file, received: before + bytes, total }),
        ...(signal && { signal }),
        ...(retryMs !== undefined && { retryMs }),
      });
      downloaded.push(file);
    }
    digests[file] = digest;
    before += digest.bytes;
    onProgress?.({ file, received: before, total });
  }
  if (downloaded.length > 0) await writeManifest(folder, { id, revision, files: digests });
  return { folder, revision, downloaded };
}

/** Returns the address of a hub without a trailing slash. @throws OperatorError `usage` */
function checkHub(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new OperatorError('usage', `HF_ENDPOINT takes an address such as https://huggingface.co, not "${endpoint}".`);
}

/**
 * Returns the current commit of a repository, so that all files come from the same commit.
 * The hub sends the commit as a header with every file. Returns `main` if a mirror does not send it.
 */
async function currentCommit(hub: string, id: string, signal?: AbortSignal): Promise<string> {
  const url = `${hub}/${id}/resolve/main/config.json`;
  const stop = AbortSignal.any([AbortSignal.timeout(HUB_TIMEOUT_MS), ...(signal ? [signal] : [])]);
  const response = await fetch(url, { method: 'HEAD', signal: stop }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new OperatorError('download', `${hub} cannot be reached. Check the network, or HF_ENDPOINT.`, { cause });
  });
  if (!response.ok) {
    throw new OperatorError('download', `${url}: the server answered ${response.status}. Check the model's name.`);
  }
  const commit = response.headers.get('x-repo-commit') ?? '';
  return REVISION.test(commit) ? commit : 'main';
}

async function hasDigest(path: string, expected: Digest): Promise<boolean> {
  const found = await digestFile(path).catch(() => null);
  return found?.bytes === expected.bytes && found.sha256 === expected.sha256;
}

function sum(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((total, number) => (total === null || number === null ? null : total + number), 0);
}
