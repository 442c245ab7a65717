import type { Embedding } from '../engine/index.ts';
import { FEATURE_NAMES } from '../engine/index.ts';
import { parseArguments, UsageError } from './options.ts';
import { configured } from './configured.ts';
import { eachFile } from './run-files.ts';
import { withEngine } from './with-engine.ts';

/** `embed FILE...`: what the engine hears in each file. */
export async function embed(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, []);
  if (args.files.length === 0) throw new UsageError('name at least one file');
  return withEngine(configured(args), (engine) =>
    eachFile(args.files, (file) => engine.embed(file), {
      done: (file, embedding) =>
        args.json ? JSON.stringify({ file, ...asPlain(embedding) }) : asText(file, embedding),
      json: args.json,
    }),
  );
}

function asPlain(embedding: Embedding) {
  return {
    ...embedding,
    clap: embedding.clap && Array.from(embedding.clap),
    features: Object.fromEntries(FEATURE_NAMES.map((name) => [name, Array.from(embedding.features[name])])),
  };
}

function asText(file: string, embedding: Embedding): string {
  const blocks = FEATURE_NAMES.map((name) => `${name} ${embedding.features[name].length}`).join(', ');
  const clap = embedding.clap ? `clap ${embedding.clap.length} (${embedding.clapModel}), ` : '';
  return `${file}: ${embedding.seconds.toFixed(2)} s; ${clap}${blocks}; engine version ${embedding.version}`;
}
