import { bar } from '../commands/shared/feature-text.ts';
import { type Comparison, type Embedding, FEATURE_NAMES } from '../engine/index.ts';
import { messagesFor } from '../i18n/index.ts';
import { type Arguments, configFrom, UsageError } from './options.ts';
import { runFiles } from './run-files.ts';
import { withEngine } from './with-engine.ts';

/** `embed FILE...`: computes the embedding of each file. `--json` prints all numbers of each embedding. */
export async function embed(args: Arguments): Promise<boolean> {
  if (args.files.length === 0) throw new UsageError('name at least one file');
  return withEngine(configFrom(args), (engine) =>
    runFiles(args.files, (file) => engine.embed(file), {
      done: (file, embedding) => (args.json ? embeddingJson(file, embedding) : embeddingLine(file, embedding)),
      json: args.json,
    }),
  );
}

/** `compare A B`: tells how similar two sounds are, and why. `--json` prints the engine's `Comparison`. */
export async function compare(args: Arguments): Promise<boolean> {
  const [a, b] = args.files;
  if (a === undefined || b === undefined || args.files.length > 2) throw new UsageError('name two files');
  return withEngine(configFrom(args), async (engine) => {
    const [first, second] = await Promise.all([engine.embed(a), engine.embed(b)]);
    const comparison = engine.compare(first, second);
    process.stdout.write(args.json ? `${JSON.stringify(comparison)}\n` : comparisonTable(comparison));
    return true;
  });
}

function embeddingJson(file: string, embedding: Embedding): string {
  const features = Object.fromEntries(FEATURE_NAMES.map((name) => [name, Array.from(embedding.features[name])]));
  return JSON.stringify({ file, ...embedding, clap: embedding.clap && Array.from(embedding.clap), features });
}

function embeddingLine(file: string, embedding: Embedding): string {
  const blocks = FEATURE_NAMES.map((name) => `${name} ${embedding.features[name].length}`).join(', ');
  const clap = embedding.clap ? `clap ${embedding.clap.length} (${embedding.clapModel}), ` : '';
  return `${file}: ${embedding.seconds.toFixed(2)} s; ${clap}${blocks}; engine version ${embedding.version}`;
}

/** Formats a comparison: the score, then a row per feature. Features that explain the match are marked as `matched`. */
function comparisonTable(comparison: Comparison): string {
  const {
    features: { names },
    format: { percent },
  } = messagesFor('en-US');
  const mode = comparison.clap === null ? 'acoustic features only' : `CLAP ${percent(comparison.clap)}`;
  const rows = FEATURE_NAMES.map((name) => {
    const similarity = comparison.features[name];
    const matched = comparison.reasons.includes(name) ? '  matched' : '';
    return `  ${names[name].padEnd(24)} ${bar(similarity)} ${percent(similarity).padStart(6)}${matched}`;
  });
  return [`${percent(comparison.score)} alike (${mode})`, ...rows, ''].join('\n');
}
