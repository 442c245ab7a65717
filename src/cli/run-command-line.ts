import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { loadEnvFile } from '../env-file.ts';
import { compare, embed } from './analysis.ts';
import { describe } from './describe.ts';
import { describeFailure } from './describe-failure.ts';
import { doctor } from './doctor.ts';
import { duplicates } from './duplicates.ts';
import { forget } from './forget.ts';
import { add, importFolder, search } from './library.ts';
import { list } from './list.ts';
import { migrate } from './migrate.ts';
import { model } from './model.ts';
import { type Arguments, type OptionName, parseArguments, UsageError } from './options.ts';
import { path } from './path.ts';
import { remove } from './remove.ts';

interface Command {
  /** Lines of the usage text: the arguments of the command, each with a description. */
  readonly usage: Readonly<Record<string, string>>;
  /** Options of this command, besides those that every command takes. */
  readonly options: readonly OptionName[];
  /** Runs the command and returns whether it succeeded. */
  run(args: Arguments): Promise<boolean>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  embed: { usage: { 'FILE...': 'computes the embedding of each file' }, options: [], run: embed },
  compare: { usage: { 'A B': 'tells how similar two sounds are, and why' }, options: [], run: compare },
  describe: {
    usage: { 'FILE...': 'measures loudness, brightness, tempo, key, pitch and kind of each file' },
    options: [],
    run: describe,
  },
  add: {
    usage: {
      'FILE... --library DIR [--label TEXT] [--again]': 'adds sounds; --again: identical files too',
      'FILE... --library DIR --metadata': 'takes label, tags, license, tempo and key from the files',
    },
    options: ['library', 'label', 'again', 'metadata'],
    run: add,
  },
  search: {
    usage: {
      'FILE... --library DIR [--top K] [--order plain|varied]': 'finds similar sounds; plain: strictly by score',
      'FILE... --library DIR --by tune|beat|part': 'finds sounds with the same tune, beat, or part',
      'FILE... --library DIR --filter "length<1 loop"': 'only among the sounds that the filter describes',
      'FILE... --library DIR [--like FILE [--share tone|rhythm|tune]] [--unlike FILE]': 'mixes the query with others',
      '--text "dog barking" --library DIR': 'finds sounds by words (needs the CLAP model)',
    },
    options: ['library', 'text', 'top', 'order', 'by', 'filter', 'like', 'share', 'unlike'],
    run: search,
  },
  list: {
    usage: {
      '--library DIR [--filter "bpm:90..110 sort:length"] [--csv]': 'lists sounds and what is measured about them',
    },
    options: ['library', 'filter', 'csv'],
    run: list,
  },
  path: {
    usage: { 'A B --library DIR [--steps 4]': 'finds a chain of similar sounds from A to B' },
    options: ['library', 'steps'],
    run: path,
  },
  duplicates: {
    usage: { '--library DIR': 'tells which sounds have a recording in common' },
    options: ['library'],
    run: duplicates,
  },
  remove: {
    usage: { 'NAME --library DIR': 'removes the sound with this label, file name or id' },
    options: ['library'],
    run: remove,
  },
  import: {
    usage: { 'FOLDER --guild ID [--metadata]': "adds a folder of sounds to a server's library" },
    options: ['guild', 'data', 'metadata'],
    run: importFolder,
  },
  forget: {
    usage: { '--user ID [--data DIR]': 'erases all data of a member in all libraries' },
    options: ['user', 'data'],
    run: forget,
  },
  migrate: {
    usage: {
      '--from STORE --to STORE': 'copies all libraries; a store is a data folder or postgres://...',
      '--from STORE --to STORE --to-blobs PLACE': 'the same, with the audio at PLACE instead of BLOBS',
    },
    options: ['from', 'to', 'from-blobs', 'to-blobs', 'data'],
    run: migrate,
  },
  doctor: {
    usage: {
      '[--data DIR] [--repair]': 'checks a data folder; --repair repairs it',
      '--host [--data DIR]': 'checks this machine before you trust it with the bot',
    },
    options: ['data', 'repair', 'host'],
    run: doctor,
  },
  model: {
    usage: {
      '[--dtype q8|fp32]': 'downloads the CLAP model (163 MB; fp32: 621 MB)',
      '--from FOLDER': 'copies the CLAP model from a folder',
    },
    options: ['from', 'dtype'],
    run: model,
  },
};

const USAGE = `soundalike: finds similar sounds and tells why they match

${usageLines(COMMANDS).join('\n')}

  --version     prints the version of the program
  --json        prints JSON: one document, or one a line (embed, describe, add, list, path, import, migrate; search of several files)
  --clap off    uses acoustic features only (CLAP)
  --models DIR  folder of the CLAP model (MODELS_DIR, default models)
  --decoder D   auto, native or wasm (DECODER)
  --threads N   number of worker threads (THREADS, by default as many as cores and memory allow)
  --data DIR    data folder for import, forget, migrate and doctor (DATA_DIR, default data)

Other settings come from the environment and .env. Exit status: 0, 1 (failed), 2 (wrong usage).
`;

/** Runs a command line, given without the name of the program. Returns the exit status: 0, 1 (failed) or 2 (wrong usage). */
export async function runCommandLine([name, ...argv]: readonly string[]): Promise<0 | 1 | 2> {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  if (['--version', '-v'].includes(name)) {
    process.stdout.write(`${await programVersion()}\n`);
    return 0;
  }
  try {
    loadEnvFile();
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(`there is no command "${name}"`);
    const args = parseArguments(argv, command.options);
    if (args.help) process.stdout.write(USAGE);
    return args.help || (await command.run(args)) ? 0 : 1;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`soundalike: ${describeFailure(error)}\n${isUsage ? `\n${USAGE}` : ''}`);
    return isUsage ? 2 : 1;
  }
}

function usageLines(commands: Readonly<Record<string, Command>>): string[] {
  const lines = Object.entries(commands).flatMap(([name, { usage }]) =>
    Object.entries(usage).map(([args, summary]) => [`  soundalike ${name} ${args}`, summary] as const),
  );
  const width = Math.max(...lines.map(([call]) => call.length));
  return lines.map(([call, summary]) => `${call.padEnd(width)}  ${summary}`);
}

/** Returns the version in `package.json`, which is two folders above this file, in the source and in the build alike. */
async function programVersion(): Promise<string> {
  const json: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  return z.object({ version: z.string() }).parse(json).version;
}
