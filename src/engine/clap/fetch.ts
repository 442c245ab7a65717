import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperatorError } from '../../errors.ts';
import { digestFile } from './digest-file.ts';
import { downloadFile } from './download-file.ts';
import { withFetchLock } from './fetch-lock.ts';
import { type ClapDtype, DEFAULT_MODEL, MODEL_ID } from './locate.ts';
import { REVISION, readLock, writeLock } from './manifest.ts';
import { type Digest, modelFiles, PUBLISHED } from './model-manifest.ts';

export interface FetchOptions {
  readonly modelsDir: string;
  /** Name on the hub; default CLAP's usual model, whose files are all known by their hashes. */
  readonly id?: string;
  readonly dtype?: ClapDtype;
  /** The hub, or a mirror of it; default {@link HUB}. */
  readonly endpoint?: string;
  readonly onProgress?: (progress: FetchProgress) => void;
  readonly signal?: AbortSignal;
  /** Pause before a dropped connection is tried again; doubles. Default 1 s. */
  readonly retryMs?: number;
}

export interface FetchProgress {
  readonly file: string;
  /** Bytes of the whole model that are there by now. */
  readonly received: number;
  /** Bytes of the whole model, where they are known beforehand. */
  readonly total: number | null;
}

export interface FetchedModel {
  readonly folder: string;
  readonly revision: string;
  /** Files that were downloaded now; none where all were there already. */
  readonly downloaded: readonly string[];
}

const HUB = 'https://huggingface.co';

/**
 * Downloads what is missing of a model to `<modelsDir>/<id>`. What is there is checked and kept; what is half there is
 * continued; nothing counts as there before its length and hash are right. They are known beforehand for the usual
 * model; for another one, those of the first download are written down (`model-lock.json`) and hold from then on.
 *
 * @throws UserError `download`, `usage`, `busy`; the signal's reason where it is aborted
 */
export async function fetchModel(options: FetchOptions): Promise<FetchedModel> {
  const { modelsDir, id = DEFAULT_MODEL } = options;
  if (!MODEL_ID.test(id))
    throw new OperatorError('usage', `CLAP_MODEL takes a name such as ${DEFAULT_MODEL}, not "${id}".`);
  const hub = checkedHub(options.endpoint ?? HUB);
  const folder = join(modelsDir, id);
  await mkdir(folder, { recursive: true });
  return withFetchLock(folder, () => fetchFiles({ ...options, id }, hub, folder));
}

async function fetchFiles(options: FetchOptions & { id: string }, hub: string, folder: string): Promise<FetchedModel> {
  const { id, dtype = 'q8', onProgress, signal, retryMs } = options;
  const lock = await readLock(folder);
  const known = PUBLISHED[id] ?? (lock?.revision ? lock : null);
  const revision = known?.revision ?? (await currentCommit(hub, id, signal));
  const files = modelFiles(dtype);
  const total = sum(files.map((file) => known?.files[file]?.bytes ?? null));
  const digests: Record<string, Digest> = { ...known?.files };
  const downloaded: string[] = [];
  let before = 0;

  for (const file of files) {
    const path = join(folder, file);
    const expected = known?.files[file] ?? null;
    let digest = expected && (await sameAs(path, expected)) ? expected : null;
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
  if (downloaded.length > 0) await writeLock(folder, { id, revision, files: digests });
  return { folder, revision, downloaded };
}

function checkedHub(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new OperatorError('usage', `HF_ENDPOINT takes an address such as ${HUB}, not "${endpoint}".`);
}

/**
 * The commit that a repository stands at, so that all files are of one: the hub tells it with every file. A mirror that
 * does not is asked for `main` each time.
 */
async function currentCommit(hub: string, id: string, signal?: AbortSignal): Promise<string> {
  const url = `${hub}/${id}/resolve/main/config.json`;
  const response = await fetch(url, { method: 'HEAD', ...(signal && { signal }) }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new OperatorError('download', `${hub} cannot be reached. Check the network, or HF_ENDPOINT.`, { cause });
  });
  if (!response.ok) {
    throw new OperatorError('download', `${url}: the server answered ${response.status}. Check the model's name.`);
  }
  const commit = response.headers.get('x-repo-commit') ?? '';
  return REVISION.test(commit) ? commit : 'main';
}

async function sameAs(path: string, expected: Digest): Promise<boolean> {
  const found = await digestFile(path).catch(() => null);
  return found?.bytes === expected.bytes && found.sha256 === expected.sha256;
}

/** Null where one of them is not known. */
function sum(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((total, number) => (total === null || number === null ? null : total + number), 0);
}
