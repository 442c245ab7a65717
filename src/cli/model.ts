import { loadClapModel } from '../engine/clap/clap-model.ts';
import { ClapUnavailable } from '../engine/clap/clap-unavailable.ts';
import { copyModel } from '../engine/clap/copy-model.ts';
import { type FetchOptions, type FetchProgress, fetchModel } from '../engine/clap/fetch-model.ts';
import { OperatorError } from '../errors.ts';
import { type Arguments, configFrom, UsageError } from './options.ts';

/**
 * `model [--from FOLDER] [--dtype q8|fp32]`: downloads the CLAP model, or copies it from a folder, and loads it once
 * as a test. An interrupted download is resumed.
 */
export async function model(args: Arguments): Promise<boolean> {
  if (args.files.length > 0) throw new UsageError('name the folder with --from FOLDER');
  const config = configFrom(args);
  const options = { modelsDir: config.MODELS_DIR, id: config.CLAP_MODEL, dtype: config.CLAP_DTYPE };
  const print = (line: string) => args.json || process.stdout.write(`${line}\n`);
  const result =
    args.from === undefined
      ? await download({ ...options, endpoint: config.HF_ENDPOINT }, print)
      : await copy({ ...options, from: args.from }, print);
  const clap = await loadClapModel(options).catch(explainUnavailable);
  print(`The model loads: ${clap.id}${clap.hasText ? '' : '. It has no text network: searches by words need one'}`);
  if (args.json) process.stdout.write(`${JSON.stringify({ ...result, model: clap.id, text: clap.hasText })}\n`);
  await clap.close();
  return true;
}

async function download(options: FetchOptions, print: (line: string) => void) {
  const bar = createProgressBar(process.stderr);
  const fetched = await fetchModel({ ...options, onProgress: bar.show }).finally(bar.end);
  const { folder, revision, downloaded } = fetched;
  const files = downloaded.length === 0 ? 'already complete' : `${downloaded.length} files downloaded`;
  print(`${folder}: ${files} (revision ${revision})`);
  return fetched;
}

async function copy(options: Parameters<typeof copyModel>[0], print: (line: string) => void) {
  const copied = await copyModel(options);
  print(`${copied.folder}: ${copied.copied.length} files copied`);
  if (copied.unpublished.length > 0)
    print(`These files differ from the published model: ${copied.unpublished.join(', ')}`);
  return copied;
}

function explainUnavailable(cause: unknown): never {
  if (!(cause instanceof ClapUnavailable)) throw cause;
  throw new OperatorError('needs-clap', cause.message, { cause });
}

/** Shows the progress of a download: one line that is redrawn on a terminal, otherwise one line for every 10%. */
function createProgressBar(out: NodeJS.WriteStream) {
  const started = performance.now();
  let first: number | null = null;
  let shown = '';
  return {
    show({ received, total }: FetchProgress): void {
      first ??= received;
      const share = total === null ? null : received / total;
      const line = out.isTTY ? barOf(share, received, total) : share === null ? '' : `${Math.floor(share * 10) * 10}%`;
      if (line === shown) return;
      shown = line;
      const rate = ((received - first) / 1e3 / Math.max(1, performance.now() - started)).toFixed(1);
      out.write(out.isTTY ? `\r${line} ${rate} MB/s  ` : `${line}\n`);
    },
    end(): void {
      if (out.isTTY && shown) out.write('\n');
    },
  };
}

function barOf(share: number | null, received: number, total: number | null): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (share === null || total === null) return `${megabytes(received)} MB`;
  const filled = Math.round(share * 30);
  const bar = '█'.repeat(filled) + '░'.repeat(30 - filled);
  return `${bar} ${Math.floor(share * 100)}%  ${megabytes(received)} of ${megabytes(total)} MB`;
}
