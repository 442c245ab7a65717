import { parseArgs } from 'node:util';
import { loadEnvFile, readConfig } from './config.ts';
import { ClapUnavailable } from './engine/clap/clap-unavailable.ts';
import { copyModel } from './engine/clap/copy-model.ts';
import { type FetchProgress, fetchModel } from './engine/clap/fetch.ts';
import type { ClapDtype } from './engine/clap/locate.ts';
import { loadClapModel } from './engine/clap/model.ts';
import { isExpected, OperatorError } from './errors.ts';

/**
 * Program `npm run model`: downloads or copies the CLAP model and loads it.
 * Exit status 0, 1 (failed) or 2 (usage).
 */
const USAGE = `Usage: npm run model [-- --from FOLDER] [--dtype q8|fp32]

Downloads the CLAP model to MODELS_DIR (163 MB; 621 MB with --dtype fp32). Continues a partial download.
  --from FOLDER   copy the model from a folder instead, for machines without internet
  --dtype         q8: quantized, the default; fp32: full precision
From a mirror: HF_ENDPOINT=https://... npm run model`;

interface Arguments {
  readonly from?: string;
  readonly dtype?: ClapDtype | undefined;
  readonly help?: boolean;
}

try {
  loadEnvFile();
  await main(process.argv.slice(2));
} catch (error) {
  console.error(isExpected(error) || error instanceof ClapUnavailable ? error.message : error);
  process.exitCode = isExpected(error) && error.kind === 'usage' ? 2 : 1;
}

async function main(args: string[]): Promise<void> {
  const { from, dtype, help } = readArguments(args);
  if (help) {
    console.log(USAGE);
    return;
  }
  const config = readConfig(process.env);
  const model = { modelsDir: config.MODELS_DIR, id: config.CLAP_MODEL, dtype: dtype ?? config.CLAP_DTYPE };
  if (from === undefined) {
    const bar = createProgressBar(process.stderr);
    const { folder, revision, downloaded } = await fetchModel({
      ...model,
      endpoint: config.HF_ENDPOINT,
      onProgress: bar.show,
    }).finally(bar.end);
    const files = downloaded.length === 0 ? 'was already complete' : `${downloaded.length} files downloaded`;
    console.log(`${folder}: ${files} (revision ${revision})`);
  } else {
    const { folder, copied, unpublished } = await copyModel({ ...model, from });
    console.log(`${folder}: ${copied.length} files copied`);
    if (unpublished.length > 0) console.log(`Not as published, but copied: ${unpublished.join(', ')}`);
  }
  const clap = await loadClapModel(model);
  console.log(`It loads: ${clap.id}${clap.hasText ? '' : ', for sounds only, because it has no text network'}`);
  await clap.close();
}

function readArguments(args: string[]): Arguments {
  try {
    const { values } = parseArgs({
      args,
      options: { from: { type: 'string' }, dtype: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    const { dtype } = values;
    if (dtype !== undefined && dtype !== 'q8' && dtype !== 'fp32')
      throw new Error(`--dtype takes q8 or fp32, not ${dtype}`);
    return { ...values, dtype };
  } catch (error) {
    throw new OperatorError('usage', `${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

/** Creates a progress bar: one line that is redrawn on a terminal, or else one line per 10 %. */
function createProgressBar(out: NodeJS.WriteStream) {
  const started = performance.now();
  let first: number | null = null;
  let shown = '';
  return {
    show({ received, total }: FetchProgress): void {
      first ??= received;
      const share = total === null ? null : received / total;
      const line = out.isTTY
        ? formatBar(share, received, total)
        : share === null
          ? ''
          : `${Math.floor(share * 10) * 10} %`;
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

function formatBar(share: number | null, received: number, total: number | null): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (share === null || total === null) return `${megabytes(received)} MB`;
  const filled = Math.round(share * 30);
  const bar = '█'.repeat(filled) + '░'.repeat(30 - filled);
  return `${bar} ${Math.floor(share * 100)} %  ${megabytes(received)} of ${megabytes(total)} MB`;
}
