#!/usr/bin/env node
import { add } from './cli/add.ts';
import { UsageError } from './cli/arguments.ts';
import { compare } from './cli/compare.ts';
import { doctor } from './cli/doctor.ts';
import { embed } from './cli/embed.ts';
import { importFolder } from './cli/import-folder.ts';
import { search } from './cli/search.ts';
import { loadEnvFile } from './config.ts';
import { isExpected } from './errors.ts';

/** The engine and the libraries without Discord. Exit status: 0, 1 (failed), 2 (usage). */

const USAGE = `soundalike: finds sounds by ear, and says why they matched

  soundalike embed FILE...                              what the engine hears in each file
  soundalike compare A B                                how alike two sounds are, and why
  soundalike add FILE... --library DIR [--label TEXT]   put sounds into a library
  soundalike search FILE --library DIR [--top K]        the most similar sounds in it
  soundalike search --text "dog barking" --library DIR  the same by words (needs the CLAP model)
  soundalike import FOLDER --guild ID                   put a folder of sounds into a server's library
  soundalike doctor [--data DIR] [--repair]             check every byte of a data folder, and repair it

  --json        one JSON document for machines (embed, add, import: one a line)
  --clap off    acoustic features only (CLAP)   --models DIR   where the CLAP model is (MODELS_DIR)
  --decoder D   auto, native or wasm (DECODER)  --threads N    worker threads (THREADS, or one a core)
  --data DIR    where import and doctor find the libraries (DATA_DIR, or data)

What no option says is taken from the environment and .env, as the bot does.
`;

const COMMANDS = { embed, compare, add, search, import: importFolder, doctor };

process.stdout.on('error', (error) => {
  // Whoever reads no further, as `head`, wants no more.
  if (!('code' in error && error.code === 'EPIPE')) process.stderr.write(`soundalike: ${error.message}\n`);
  process.exit(1);
});
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<0 | 1 | 2> {
  const [name = '', ...rest] = argv;
  if (name === '' || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    return name === '' ? 2 : 0;
  }
  try {
    loadEnvFile();
    if (!isCommand(name)) throw new UsageError(`there is no command "${name}"`);
    return (await COMMANDS[name](rest)) ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`soundalike: ${error.message}\n\n${USAGE}`);
      return 2;
    }
    process.stderr.write(`soundalike: ${isExpected(error) ? error.message : reasonOf(error)}\n`);
    return 1;
  }
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

/** What the operating system says of a missing file is enough; anything else is a bug and keeps its stack. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && 'path' in error ? error.message : (error.stack ?? error.message);
}
